using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Runtime.Telemetry;

namespace IntegrationActors.Runtime.Streams;

/// <summary>Knows how a channel is doing and tells of every change.</summary>
internal sealed class ChannelWatch(string channel, FlowIdentity flow, FlowTelemetry telemetry, TimeProvider time)
{
    private volatile ChannelStatus _status = new(channel, ChannelState.Connecting, time.GetUtcNow());

    public ChannelStatus Status => _status;

    public void Connected()
    {
        if (Move(ChannelState.Connected, reason: null))
        {
            telemetry.ChannelConnected(flow, channel);
        }
    }

    /// <summary>The sender system could not be reached. Told once, however often it is tried.</summary>
    public void Failed(Exception cause, DateTimeOffset nextTry)
    {
        var reason = cause is FaultException known ? known.Fault.ToString() : cause.Message;
        if (Move(ChannelState.Failed, reason, nextTry))
        {
            telemetry.ChannelFailed(flow, channel, reason, cause);
        }
    }

    /// <summary>A message could neither enter nor be given back: the sender system has to find that out.</summary>
    public void Lost(Exception cause) => telemetry.GivingBackFailed(flow, channel, cause);

    public void Stopped() => Move(ChannelState.Stopped, reason: null);

    private bool Move(ChannelState state, string? reason, DateTimeOffset? nextTry = null)
    {
        var before = _status;
        if (before.State == ChannelState.Stopped)
        {
            return false;
        }

        _status = new ChannelStatus(channel, state, before.State == state ? before.Since : time.GetUtcNow(), reason, nextTry);
        return before.State != state || before.Reason != reason;
    }
}
