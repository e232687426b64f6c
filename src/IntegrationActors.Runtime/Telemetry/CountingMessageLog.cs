using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Runtime.Telemetry;

/// <summary>Counts what ends on its way into the message processing log.</summary>
internal sealed class CountingMessageLog(IMessageLog log, FlowCounters counters) : IMessageLog
{
    public bool IsBehind => log.IsBehind;

    public void Begin(MessageRecord record) => log.Begin(record);

    public void End(MessageRecord record)
    {
        counters.Ended(record.Status);
        log.End(record);
    }
}
