namespace IntegrationActors.Core.Stores.Queues;

/// <summary>What a consumer does with messages that fail.</summary>
public sealed record QueueRetry
{
    /// <summary>Tries in all, after which a message is set aside; 0 tries until it expires. Default 0.</summary>
    public int Attempts { get; init; }

    /// <summary>Pause before a message is tried again. Default 1 minute.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Doubles the pause with each try. Default off.</summary>
    public bool ExponentialBackoff { get; init; }

    /// <summary>Longest pause. Default 60 minutes.</summary>
    public TimeSpan MaxInterval { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>A message that was being processed when its node died this often is set aside. Default 2.</summary>
    public int Crashes { get; init; } = 2;

    /// <summary>Part of the pause by which it may be shorter or longer, so that messages that failed together don't come back together. Default 0.1.</summary>
    public double Jitter { get; init; } = 0.1;

    /// <summary>The pause after a try that failed.</summary>
    /// <param name="tries">Tries so far, from 1.</param>
    /// <param name="random">From 0 to 1, for the jitter.</param>
    public TimeSpan PauseAfter(int tries, double random)
    {
        var pause = ExponentialBackoff ? Interval * Math.Pow(2, Math.Min(tries - 1, 40)) : Interval;
        var bounded = pause < MaxInterval || !ExponentialBackoff ? pause : MaxInterval;
        return bounded * (1 + (Jitter * ((2 * random) - 1)));
    }
}
