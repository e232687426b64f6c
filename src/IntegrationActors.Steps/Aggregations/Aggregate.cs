using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregator;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>Makes one message of those that were gathered, and tells with what it was completed.</summary>
internal sealed class Aggregate(AggregatorOptions options, IStepContext context)
{
    /// <summary>Kept with each message: the run that added it.</summary>
    public const string Origin = AggregationState.LoggedMessage;

    private const string CompletedBy = "CamelAggregatedCompletedBy";
    private const string Size = "CamelAggregatedSize";
    private const string Correlation = "CamelAggregatedCorrelationKey";

    /// <summary>Reads the messages of an aggregation that was taken.</summary>
    /// <exception cref="FaultException">The store can't be read, or another node has it by now.</exception>
    public async ValueTask<Receipt> ReceiveAsync(IAggregationLease lease, CancellationToken cancel)
    {
        await using var gathered = new AggregateWriter(options, context.Spool);
        await foreach (var one in lease.ReadAsync(cancel))
        {
            await gathered.AddAsync(one, cancel);
        }

        var state = lease.State;
        var message = gathered.Finish();
        message.Headers.Set(CompletedBy, NameOf(state.Completion));
        gathered.Properties.Set(CompletedBy, NameOf(state.Completion));
        gathered.Properties.Set(Size, (long)gathered.Count);
        gathered.Properties.Set(Correlation, state.Key.Correlation);
        return new AggregationReceipt(lease, context.Time, options)
        {
            Id = state.Entry,
            Message = message,
            Properties = gathered.Properties,
            Predecessor = MessageId.TryParse(gathered.Origins.FirstOrDefault(""), out var first) ? first : null,
            Keys = [KeyValuePair.Create(AggregationState.LoggedCorrelation, state.Key.Correlation), .. gathered.Origins.Select(id => KeyValuePair.Create(Origin, id))],
        };
    }

    private static string NameOf(AggregationCompletion completion) => completion switch
    {
        AggregationCompletion.LastMessage => "predicate",
        AggregationCompletion.Size => "size",
        _ => "timeout",
    };
}
