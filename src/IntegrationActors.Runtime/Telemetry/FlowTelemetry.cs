using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Runtime.Flows;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Runtime.Telemetry;

/// <summary>Facts about flows: each call writes the log line and moves the meter, so they can't disagree.</summary>
internal sealed partial class FlowTelemetry(FlowMeter meter, ILoggerFactory loggers)
{
    private const string FlowCategory = "IntegrationActors.Flow";

    private readonly ILogger _log = loggers.CreateLogger<FlowTelemetry>();
    private readonly ILogger _flowLog = loggers.CreateLogger(FlowCategory);

    public FlowCounters Counters(FlowIdentity flow) => meter.Counters(flow);

    public void Started(FlowIdentity flow, TimeSpan took)
    {
        meter.Start(flow, "started");
        LogStarted(_log, flow, (long)took.TotalMilliseconds);
    }

    /// <summary>A version didn't start: the author's mistake is a warning, everything else asks for the operator.</summary>
    public void Failed(FlowIdentity flow, FlowFailure failure, Exception cause)
    {
        meter.Start(flow, "failed");
        if (failure.IsPermanent)
        {
            LogRefused(_log, flow, failure.Reason);
        }
        else
        {
            LogFailed(_log, flow, failure.Reason, cause);
        }
    }

    public void Drained(FlowIdentity flow, int cut, Exception? cause)
    {
        if (cause is not null)
        {
            LogDrainFailed(_log, flow, cause);
        }
        else if (cut > 0)
        {
            LogCut(_log, flow, cut);
        }
        else
        {
            LogDrained(_log, flow);
        }
    }

    public void ClosingFailed(FlowIdentity flow, Exception cause) => LogClosingFailed(_log, flow, cause);

    public void ChannelConnected(FlowIdentity flow, string channel) => LogChannelConnected(_log, channel, flow);

    /// <summary>A channel can't fetch messages; it tries again by itself.</summary>
    public void ChannelFailed(FlowIdentity flow, string channel, string reason, Exception cause)
    {
        meter.ChannelFailure(flow);
        LogChannelFailed(_log, channel, flow, reason, cause is FaultException ? null : cause);
    }

    public void GivingBackFailed(FlowIdentity flow, string channel, Exception cause) => LogGivingBackFailed(_log, channel, flow, cause);

    /// <summary>A line that the author of a flow wants in the log of the tenant.</summary>
    public void Wrote(Exchange exchange, LogSeverity severity, string text)
    {
        var level = severity switch
        {
            LogSeverity.Error => LogLevel.Error,
            LogSeverity.Warning => LogLevel.Warning,
            _ => LogLevel.Information,
        };
        if (_flowLog.IsEnabled(level))
        {
            LogFlowLine(_flowLog, level, exchange.Flow.Tenant, exchange.Flow.Flow, exchange.Id, text);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow} started in {Milliseconds} ms")]
    private static partial void LogStarted(ILogger logger, FlowIdentity flow, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Flow {Flow} doesn't start until its author changes it: {Reason}")]
    private static partial void LogRefused(ILogger logger, FlowIdentity flow, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Flow {Flow} could not be started and is tried again: {Reason}")]
    private static partial void LogFailed(ILogger logger, FlowIdentity flow, string reason, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Flow {Flow} has finished its last message and is closed")]
    private static partial void LogDrained(ILogger logger, FlowIdentity flow);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Flow {Flow} is closed; {Count} messages didn't end within the drain limit and are ABANDONED")]
    private static partial void LogCut(ILogger logger, FlowIdentity flow, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Flow {Flow} could not be closed in order")]
    private static partial void LogDrainFailed(ILogger logger, FlowIdentity flow, Exception cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "A sender channel of flow {Flow} could not be closed")]
    private static partial void LogClosingFailed(ILogger logger, FlowIdentity flow, Exception cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Channel {Channel} of flow {Flow} is connected")]
    private static partial void LogChannelConnected(ILogger logger, string channel, FlowIdentity flow);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Channel {Channel} of flow {Flow} fetches nothing and is connected again: {Reason}")]
    private static partial void LogChannelFailed(ILogger logger, string channel, FlowIdentity flow, string reason, Exception? cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of channel {Channel} could not be given back when flow {Flow} took it no more; its sender system has to notice that by itself")]
    private static partial void LogGivingBackFailed(ILogger logger, string channel, FlowIdentity flow, Exception cause);

    [LoggerMessage(Message = "{Tenant}/{Flow} {MessageId}: {Text}")]
    private static partial void LogFlowLine(ILogger logger, LogLevel level, string tenant, string flow, MessageId messageId, string text);
}
