using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Https.Receiver;

/// <summary>Whether and when a failed attempt is worth another one.</summary>
internal sealed class RetryPlan(HttpRetryOptions options)
{
    public int Attempts => options.Attempts;

    /// <summary>How long to wait before the next attempt; null when there is none.</summary>
    /// <param name="call">What was called.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="attempt">Number of the failed attempt, from 1.</param>
    public TimeSpan? WaitAfter(in ReceiverCall call, in AttemptFailure failure, int attempt)
    {
        if (attempt >= options.Attempts || !IsWorthIt(call, failure))
        {
            return null;
        }

        var wait = failure.RetryAfter ?? options.Interval * Math.Pow(2, attempt - 1);
        return wait < options.MaxInterval ? wait : options.MaxInterval;
    }

    /// <summary>Whether an answer of this status is worth another attempt. Behind a gateway that lost it (502, 504) the receiver may have processed the call.</summary>
    public bool Covers(in ReceiverCall call, int status) => options.On is { } listed
        ? listed.Contains(status)
        : status is 429 or 503 || (status is 502 or 504 && IsHarmless(call));

    private bool IsWorthIt(in ReceiverCall call, in AttemptFailure failure)
    {
        if (failure.Status is { } status)
        {
            return Covers(call, status);
        }

        return options.OnException && IsOfConnection(failure.Fault) && (IsHarmless(call) || HttpReceiverFaults.WasNotSent(failure.Fault));
    }

    private bool IsHarmless(in ReceiverCall call) => call.IsIdempotent || options.RepeatUnsafe;

    private static bool IsOfConnection(Fault fault) => fault.Code is HttpReceiverFaults.TimedOut or HttpReceiverFaults.Broken || HttpReceiverFaults.WasNotSent(fault);
}
