using System.Globalization;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregator;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>Makes one message of those that were gathered: headers and properties of the first one that has them, all attachments, the bodies as their format says.</summary>
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
        var gathered = await lease.ReadAsync(cancel);
        try
        {
            var state = lease.State;
            var message = new Message { Headers = HeadersOf(gathered), Body = await AggregateBody.WriteAsync(options, gathered, context.Spool, cancel) };
            Attach(message, gathered);
            message.Headers.Set(CompletedBy, NameOf(state.Completion));
            var origins = gathered.SelectMany(one => one.Properties.Where(p => p.Key == Origin)).Select(p => p.Value).Distinct(StringComparer.Ordinal).ToArray();
            return new AggregationReceipt(lease, context.Time, options)
            {
                Id = state.Entry,
                Message = message,
                Properties = PropertiesOf(gathered, state),
                Predecessor = origins.Length > 0 && MessageId.TryParse(origins[0], out var first) ? first : null,
                Keys = [KeyValuePair.Create(AggregationState.LoggedCorrelation, state.Key.Correlation), .. origins.Select(id => KeyValuePair.Create(Origin, id))],
            };
        }
        finally
        {
            foreach (var one in gathered)
            {
                await one.Message.Body.DisposeAsync();
            }
        }
    }

    private HeaderMap HeadersOf(IReadOnlyList<AggregatedMessage> gathered)
    {
        var headers = new HeaderMap();
        foreach (var (name, value) in gathered.SelectMany(one => one.Message.Headers))
        {
            if (!headers.Contains(name))
            {
                headers.Set(name, value);
            }
        }

        if (options.Format != AggregationFormat.Text)
        {
            headers.Set(StoreHeaders.ContentType, options.Format == AggregationFormat.Xml ? "application/xml" : "application/json");
        }

        return headers;
    }

    private static PropertyMap PropertiesOf(IReadOnlyList<AggregatedMessage> gathered, AggregationState state)
    {
        var properties = new PropertyMap();
        foreach (var (name, value) in gathered.SelectMany(one => one.Properties).Where(p => p.Key != Origin))
        {
            properties.Set(name, properties[name] ?? value);
        }

        properties.Set(CompletedBy, NameOf(state.Completion));
        properties.Set(Size, (long)gathered.Count);
        properties.Set(Correlation, state.Key.Correlation);
        return properties;
    }

    // Names stay unique: a.pdf, then a-2.pdf.
    private static void Attach(Message message, IReadOnlyList<AggregatedMessage> gathered)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attachment in gathered.SelectMany(one => one.Message.HasAttachments ? one.Message.Attachments : []))
        {
            var (name, number) = (attachment.Name, 1);
            while (!names.Add(name))
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(attachment.Name)}-{++number}{Path.GetExtension(attachment.Name)}");
            }

            message.Attachments.Add(attachment with { Name = name });
        }
    }

    private static string NameOf(AggregationCompletion completion) => completion switch
    {
        AggregationCompletion.LastMessage => "predicate",
        AggregationCompletion.Size => "size",
        _ => "timeout",
    };
}
