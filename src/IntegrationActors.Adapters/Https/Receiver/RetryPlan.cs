using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>Whether and when a failed attempt is worth another one.</summary>
internal sealed class RetryPlan
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly HttpRetryOptions _options;

    /// <summary>Checks the options.</summary>
    /// <exception cref="DiagnosticException">IA1353: they make no sense.</exception>
    public RetryPlan(HttpRetryOptions options)
    {
        if (options.Attempts is < 1 or > 10 || options.Interval < TimeSpan.Zero || options.Interval > LongestWait || options.MaxInterval < TimeSpan.Zero || options.MaxInterval > LongestWait)
        {
            throw Finding.Of(Finding.BadOption, "'retry': 'attempts' must be from 1 to 10, 'interval' and 'maxInterval' at most 60s");
        }

        _options = options;
    }

    public int Attempts => _options.Attempts;

    /// <summary>How long to wait before the next attempt; null when there is none.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="attempt">Number of the failed attempt, from 1.</param>
    public TimeSpan? WaitAfter(in ReceiverCall call, in AttemptFailure failure, int attempt)
    {
        if (attempt >= _options.Attempts || !IsWorthIt(call, failure))
        {
            return null;
        }

        var wait = failure.RetryAfter ?? _options.Interval * Math.Pow(2, attempt - 1);
        return wait < _options.MaxInterval ? wait : _options.MaxInterval;
    }

    public bool Covers(int status) => _options.On.Contains(status);

    private bool IsWorthIt(in ReceiverCall call, in AttemptFailure failure)
    {
        if (failure.Status is { } status)
        {
            return Covers(status);
        }

        return _options.OnException && IsOfConnection(failure.Fault) && (call.IsIdempotent || _options.RepeatUnsafe || HttpReceiverFaults.WasNotSent(failure.Fault));
    }

    private static bool IsOfConnection(Fault fault) => fault.Code is HttpReceiverFaults.TimedOut or HttpReceiverFaults.Broken || HttpReceiverFaults.WasNotSent(fault);
}
