using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Engine.Inlets;

/// <summary>How much of a flow's runs is logged. Switched while the flow runs; holds for messages that start afterwards. Debug and Trace end by themselves.</summary>
public sealed class FlowLogLevel(TimeProvider time)
{
    private State _state = new(MessageLogLevel.Info, null, MessageLogLevel.Info);

    /// <summary>The level for a message that starts now.</summary>
    public MessageLogLevel Current
    {
        get
        {
            var state = Volatile.Read(ref _state);
            return state.Until is null || time.GetUtcNow() < state.Until ? state.Level : state.Afterwards;
        }
    }

    /// <summary>Sets the level, until a moment after which <paramref name="afterwards"/> holds.</summary>
    public void Set(MessageLogLevel level, DateTimeOffset? until, MessageLogLevel afterwards) => Volatile.Write(ref _state, new State(level, until, afterwards));

    private sealed record State(MessageLogLevel Level, DateTimeOffset? Until, MessageLogLevel Afterwards);
}
