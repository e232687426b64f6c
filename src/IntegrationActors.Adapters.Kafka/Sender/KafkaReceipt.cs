using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>A record inside a flow. Completed and escalated runs commit its offset; a failed one does as the channel says; one that was cut gives it back.</summary>
internal sealed class KafkaReceipt(TakenRecord record, FailedRecords failures, Action ended) : Receipt
{
    // As long as its offset is not committed, the record comes again.
    private bool _comesAgain = true;

    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        ended();
        record.Id = settlement.Exchange.Id;
        switch (settlement.Status)
        {
            case MessageStatus.Abandoned:
                record.Lane.GiveBack(record, TimeSpan.Zero, settlement.Exchange.Time);
                return default;
            case MessageStatus.Failed:
                return FailAsync(settlement, cancel);
            default:
                return CompleteAsync(cancel);
        }
    }

    public override MessageStatus StatusInLog(MessageStatus ended) => ended == MessageStatus.Failed && _comesAgain ? MessageStatus.Retry : ended;

    public override ValueTask ReleaseAsync()
    {
        ended();
        record.Lane.GiveBack(record, TimeSpan.Zero, TimeProvider.System);
        return Message.Body.DisposeAsync();
    }

    private async ValueTask FailAsync(Settlement settlement, CancellationToken cancel)
    {
        if (await failures.IsThroughAsync(record, settlement, cancel))
        {
            await CompleteAsync(cancel);
        }
    }

    // Where another consumer has the partition, the record comes again under an id of its own.
    private async ValueTask CompleteAsync(CancellationToken cancel)
    {
        var isCommitted = await record.Lane.CompleteAsync(record, cancel);
        _comesAgain = false;
        if (!isCommitted)
        {
            throw KafkaFaults.LostPartition(Sender!, record.ToString());
        }
    }
}
