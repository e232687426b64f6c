using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>A record inside a flow. Completed and escalated runs commit its offset; a failed one does as the channel says; one that was cut gives it back.</summary>
internal sealed class KafkaReceipt(TakenRecord record, FailedRecords failures, Action ended) : Receipt
{
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
                return record.Lane.CompleteAsync(record, cancel);
        }
    }

    public override MessageStatus StatusInLog(MessageStatus ended) => ended == MessageStatus.Failed && record.ComesAgain ? MessageStatus.Retry : ended;

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
            await record.Lane.CompleteAsync(record, cancel);
        }
    }
}
