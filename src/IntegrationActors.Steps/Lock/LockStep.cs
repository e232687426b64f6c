using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Locks;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.Lock;

/// <summary>(1) Takes the lock, tried again with growing pauses; (2) runs the steps; (3) gives it back.</summary>
public sealed class LockStep(LockOptions options, IStepContext context) : IStep
{
    private const string Component = "lock";
    private const string EveryFlow = "global";
    private const int Busy = 503;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ISequence _steps = context.Sequence(options.Steps);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var entry = await options.Entry.EvaluateTextAsync(exchange, cancel);
        if (await AcquireAsync(entry, exchange.Id, cancel) is not { } held)         // 1
        {
            return Outcome.Failed(Taken(entry));
        }

        try
        {
            return await HeldRun.RunAsync(_steps, exchange, options.ExpiresAfter, cancel) ?? Outcome.Failed(Outlasted(entry)); // 2
        }
        finally
        {
            await ReleaseAsync(held, exchange);                                     // 3
        }
    }

    private async ValueTask<MessageLock?> AcquireAsync(string entry, MessageId message, CancellationToken cancel)
    {
        // Each taking has an owner of its own: also parts of one message that run side by side wait for each other.
        var request = new MessageLockRequest
        {
            Component = Component,
            Source = options.Visibility == StoreVisibility.Global ? EveryFlow : context.Flow.Flow,
            Entry = entry,
            Owner = $"{context.Flow.Flow}/{MessageId.Create(context.Time.GetUtcNow())}",
            Message = message,
            ExpiresAfter = options.ExpiresAfter,
        };
        var began = context.Time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await context.Stores.Locks.AcquireAsync(request, cancel) is { } held)
            {
                return held;
            }

            if (context.Time.GetElapsedTime(began) >= options.Wait)
            {
                return null;
            }

            await Task.Delay(pause, context.Time, cancel);
        }
    }

    private async ValueTask ReleaseAsync(MessageLock held, Exchange exchange)
    {
        try
        {
            await context.Stores.Locks.ReleaseAsync(held.Id);
        }
        catch (FaultException e)
        {
            // The work is done; the lock ends by itself.
            context.WriteLog(exchange, LogSeverity.Warning, $"The lock on '{NamedDataStore.Shorten(held.Entry)}' could not be given back and ends by itself at {StoreHeaders.Time(held.Expires)}: {e.Fault.Code}.");
        }
    }

    private Fault Taken(string entry) => new(
        "IA3526",
        $"'{NamedDataStore.Shorten(entry)}' is locked by another run, and was not free within {Duration.Format(options.Wait)}.",
        "Send the message again later, or let 'wait' be longer. The message locks of the tenant show who holds it; the lock of a node that died can be released there.")
    {
        ResponseStatus = Busy,
    };

    private Fault Outlasted(string entry) => new(
        "IA3527",
        $"The steps under the lock on '{NamedDataStore.Shorten(entry)}' took longer than it is held, {Duration.Format(options.ExpiresAfter)}, and were interrupted.",
        "Let 'expiresAfter' be longer than the longest run, or see which step took the time.");
}
