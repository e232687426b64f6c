using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

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
        if (attempt >= options.Attempts || !IsWorthIt(call, failure) || IsTooLong(failure.RetryAfter))
        {
            return null;
        }

        var wait = failure.RetryAfter ?? options.Interval * Math.Pow(2, attempt - 1);
        return wait < options.MaxInterval ? wait : options.MaxInterval;
    }

    /// <summary>The fault after the last attempt.</summary>
    public Fault FaultAfter(in ReceiverCall call, in AttemptFailure failure, int attempt)
    {
        var isCutShort = attempt < options.Attempts && IsWorthIt(call, failure) && IsTooLong(failure.RetryAfter);
        var why = isCutShort
            ? $" It asks to be called again in {Duration.Format(failure.RetryAfter!.Value)}, longer than 'maxInterval' ({Duration.Format(options.MaxInterval)})."
            : "";
        var number = attempt > 1 ? $" This was attempt {attempt} of {options.Attempts}." : "";
        return failure.Fault with { Message = failure.Fault.Message + why + number };
    }

    /// <summary>Whether an answer is not the last one, if attempts are left.</summary>
    public bool Repeats(in ReceiverCall call, int status, TimeSpan? retryAfter) => Covers(call, status) && !IsTooLong(retryAfter);

    /// <summary>Whether an answer of this status is worth another attempt. Behind a gateway that lost it (502, 504) the receiver may have processed the call.</summary>
    private bool Covers(in ReceiverCall call, int status) => options.On is { } listed
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

    // To call earlier than asked would be refused again, and may be punished.
    private bool IsTooLong(TimeSpan? retryAfter) => retryAfter > options.MaxInterval;

    private bool IsHarmless(in ReceiverCall call) => call.IsIdempotent || options.RepeatUnsafe;

    private static bool IsOfConnection(Fault fault) => fault.Code is HttpReceiverFaults.TimedOut or HttpReceiverFaults.Broken || HttpReceiverFaults.WasNotSent(fault);
}
