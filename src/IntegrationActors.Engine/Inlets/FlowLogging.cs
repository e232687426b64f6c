using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Options;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Inlets;

/// <summary>Fills the message processing log of a flow.</summary>
public sealed class FlowLogging(IMessageLog log, FlowLogLevel level, TimeProvider time)
{
    private const int StepsAtDebug = 1000;

    public TimeProvider Time { get; } = time;

    internal bool IsBehind => log.IsBehind;

    internal MessageRecord Begin(FlowIdentity flow, Receipt receipt)
    {
        var now = Time.GetUtcNow();
        var id = MessageId.Create(now);
        var record = new MessageRecord
        {
            Flow = flow,
            Id = id,
            Started = now,
            StartedTimestamp = Time.GetTimestamp(),
            Level = receipt.LogLevel ?? level.Current,
            CorrelationId = receipt.CorrelationId,
            Sender = receipt.Sender,
        };
        if (record.Level >= MessageLogLevel.Debug)
        {
            record.Steps.KeepLast(StepsAtDebug);
        }

        log.Begin(record);
        return record;
    }

    /// <summary>Notes business keys and the well-known headers at the end of the run.</summary>
    internal async ValueTask TrackAsync(IReadOnlyList<NamedExpression> track, Exchange exchange)
    {
        var record = exchange.Log;
        if (record.Level == MessageLogLevel.None)
        {
            return;
        }

        WellKnownHeaders.Copy(exchange.Headers, record);
        for (var i = 0; i < track.Count; i++)
        {
            record.AddKey(track[i].Name, await ValueAsync(track[i], exchange));
        }

        if (record.Level == MessageLogLevel.Trace)
        {
            await TraceCapture.AtEndAsync(exchange, CancellationToken.None);
        }
    }

    internal void End(MessageRecord record, Fault? fault, MessageStatus status)
    {
        record.Status = status;
        record.Fault = fault ?? record.Fault;
        record.Duration = (Time.GetTimestamp() - record.StartedTimestamp) * 1_000_000 / Time.TimestampFrequency;
        log.End(record);
    }

    // A key that can't be read must not change the outcome of the run; what went wrong is the value.
    private static async ValueTask<string> ValueAsync(NamedExpression key, Exchange exchange)
    {
        try
        {
            return exchange.Body.IsBuffered || !key.Value.ReadsBody ? await key.Value.EvaluateTextAsync(exchange, CancellationToken.None) : "";
        }
        catch (FaultException e)
        {
            return e.Fault.Code;
        }
    }
}
