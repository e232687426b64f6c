using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Expressions.XPath;

/// <summary>Ends one evaluation when it has run for too long.</summary>
internal sealed class WalkClock(TimeProvider time)
{
    // One tick can be a walk through a large document, so the clock is read often enough.
    private const int TicksPerReading = 16;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1.5);

    private readonly long _start = time.GetTimestamp();
    private int _ticks;

    public void Tick()
    {
        if (++_ticks % TicksPerReading == 0 && time.GetElapsedTime(_start) > Longest)
        {
            throw new FaultException(
                ExpressionCodes.XPathFailed,
                $"The XPath ran for more than {Longest.TotalSeconds} s on this message.",
                "Write exact paths instead of '//', and no paths inside of predicates of paths that select many nodes.");
        }
    }
}
