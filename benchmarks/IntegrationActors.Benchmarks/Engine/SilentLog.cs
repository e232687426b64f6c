using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Benchmarks.Engine;

/// <summary>A log that keeps nothing: the engine alone is measured.</summary>
internal sealed class SilentLog : IMessageLog
{
    public static SilentLog Instance { get; } = new();

    public bool IsBehind => false;

    public void Begin(MessageRecord record)
    {
    }

    public void End(MessageRecord record)
    {
    }
}
