using IntegrationActors.Steps.Aggregator;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>How long an aggregation waits that failed: twice as long each time, up to a bound.</summary>
internal static class RetryPause
{
    // Beyond it the bound is reached, whatever the first pause.
    private const int MostDoublings = 30;

    /// <summary>The pause after a failure that has so many before it.</summary>
    public static TimeSpan After(int retries, AggregatorOptions options)
    {
        var pause = options.RetryInterval * Math.Pow(2, Math.Min(retries, MostDoublings));
        return pause <= options.MaxRetryInterval ? pause : Longest(options);
    }

    private static TimeSpan Longest(AggregatorOptions options) => options.MaxRetryInterval > options.RetryInterval ? options.MaxRetryInterval : options.RetryInterval;
}
