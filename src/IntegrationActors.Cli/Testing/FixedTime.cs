namespace IntegrationActors.Cli.Testing;

/// <summary>A clock that always shows the same moment; waits take as long as they take.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
