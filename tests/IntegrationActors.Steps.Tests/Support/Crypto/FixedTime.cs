namespace IntegrationActors.Steps.Tests.Support.Crypto;

/// <summary>A clock that stands; timers run as usual.</summary>
internal sealed class FixedTime(int year) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
