namespace IntegrationActors.Engine.Inlets;

/// <summary>How long a channel waits before it tries its sender system again: twice as long after each failure, a little longer by chance, so that channels that failed together don't come back together.</summary>
/// <param name="first">The first pause.</param>
/// <param name="longest">The longest one.</param>
/// <param name="spread">How much longer a pause may get by chance, as a part of it.</param>
public sealed class ReconnectPause(TimeSpan first, TimeSpan longest, double spread)
{
    private int _failures;

    /// <summary>A second at first, at most half a minute, up to a fifth longer.</summary>
    public static ReconnectPause Usual() => new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 0.2);

    /// <summary>The pause after one more failure.</summary>
    public TimeSpan Next()
    {
        var pause = first * Math.Pow(2, Math.Min(_failures++, 20));
        return (pause < longest ? pause : longest) * (1 + (spread * Random.Shared.NextDouble()));
    }

    /// <summary>The channel works.</summary>
    public void Reset() => _failures = 0;
}
