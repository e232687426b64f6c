using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Engine.Running;

namespace IntegrationActors.Engine.Inlets;

/// <summary>Fills the message processing log of a flow.</summary>
public sealed class FlowLogging(IMessageLog log, FlowLogLevel level, TimeProvider time)
{
    private const int StepsAtDebug = 1000;
    private const string TrackingFailed = "trackingFailed";

    public TimeProvider Time { get; } = time;

    /// <summary>Where inputs go that the flow keeps; null when nothing keeps them.</summary>
    public IMessageInputs? Inputs { get; init; }

    internal bool IsBehind => log.IsBehind;

    internal MessageRecord Begin(FlowIdentity flow, Receipt receipt)
    {
        var now = Time.GetUtcNow();
        var record = new MessageRecord
        {
            Flow = flow,
            Id = receipt.Id ?? MessageId.Create(now),
            Started = now,
            StartedTimestamp = Time.GetTimestamp(),
            Level = receipt.LogLevel ?? level.Current,
            CorrelationId = receipt.CorrelationId,
            Predecessor = receipt.Predecessor,
            Sender = receipt.Sender,
            IsQueued = receipt.IsQueued,
        };
        if (record.Level >= MessageLogLevel.Debug)
        {
            record.Steps.KeepLast(StepsAtDebug);
        }

        for (var i = 0; i < receipt.Keys.Count; i++)
        {
            record.AddKey(receipt.Keys[i].Key, receipt.Keys[i].Value);
        }

        log.Begin(record);
        return record;
    }

    /// <summary>Notes business keys and the well-known headers at the end of the run. Never throws: a message is settled whatever its log could note.</summary>
    internal async ValueTask TrackAsync(IReadOnlyList<NamedExpression> track, Exchange exchange, CancellationToken cancel)
    {
        if (exchange.Log.Level == MessageLogLevel.None)
        {
            return;
        }

        try
        {
            await NoteAsync(track, exchange, cancel);
        }
        catch (Exception exception)
        {
            exchange.Log.AddKey(TrackingFailed, FaultOf.Exception(exception, cancel).Code);
        }
    }

    internal void End(MessageRecord record, Fault? fault, MessageStatus status)
    {
        record.Status = status;
        record.Fault = fault is null ? record.Fault : fault with { Message = fault.FullMessage };
        record.Duration = (Time.GetTimestamp() - record.StartedTimestamp) * 1_000_000 / Time.TimestampFrequency;
        log.End(record);
    }

    private static async ValueTask NoteAsync(IReadOnlyList<NamedExpression> track, Exchange exchange, CancellationToken cancel)
    {
        var record = exchange.Log;
        WellKnownHeaders.Copy(exchange);
        for (var i = 0; i < track.Count; i++)
        {
            record.AddKey(track[i].Name, await ValueAsync(track[i], exchange));
        }

        if (record.Level == MessageLogLevel.Trace)
        {
            await TraceCapture.AtEndAsync(exchange, cancel);
        }
    }

    // A key that can't be read must not change the outcome of the run; what went wrong is the value.
    private static async ValueTask<string> ValueAsync(NamedExpression key, Exchange exchange)
    {
        try
        {
            return exchange.Body.IsBuffered || !key.Value.ReadsBody ? await key.Value.EvaluateTextAsync(exchange, CancellationToken.None) : "";
        }
        catch (Exception exception)
        {
            return FaultOf.Exception(exception, CancellationToken.None).Code;
        }
    }
}
