using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregator;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>A gathered message inside a flow. Completed and escalated runs delete the aggregation, a failed one plans the next try, one that was cut gives it back untried.</summary>
internal sealed class AggregationReceipt(IAggregationLease lease, TimeProvider time, AggregatorOptions options) : Receipt
{
    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => settlement.Status switch
    {
        MessageStatus.Abandoned => lease.ReleaseAsync(time.GetUtcNow()),
        MessageStatus.Failed => lease.FailAsync(time.GetUtcNow() + RetryPause.After(lease.State.Retries, options)),
        _ => lease.CompleteAsync(cancel),
    };

    // It comes again until it goes well.
    public override MessageStatus StatusInLog(MessageStatus ended) => ended == MessageStatus.Failed ? MessageStatus.Retry : ended;

    public override async ValueTask ReleaseAsync()
    {
        await lease.ReleaseAsync(time.GetUtcNow());
        await Message.Body.DisposeAsync();
        foreach (var attachment in Message.HasAttachments ? Message.Attachments : [])
        {
            await attachment.Content.DisposeAsync();
        }
    }
}
