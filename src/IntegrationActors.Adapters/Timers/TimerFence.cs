using System.Globalization;
using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Idempotency;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Timers;

/// <summary>
/// Lets one node of the cluster start the flow for one time: (1) a lock that is kept while the run lasts, so that runs do not overlap; (2) under it the time is noted as used, so that no other node
/// takes it, whenever its clock comes to it, and no restart.
/// </summary>
internal sealed class TimerFence(string schedule, IFlowContext context)
{
    private const string Component = "TIMER";
    private const int LongestEntry = 1000;

    // How long others wait when a node dies during a run.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // Longer than clocks of nodes are apart.
    private static readonly TimeSpan KeepTime = TimeSpan.FromHours(1);

    // As long as the store keeps anything.
    private static readonly TimeSpan KeepStart = TimeSpan.FromDays(400);

    private readonly string _entry = schedule.Length <= LongestEntry ? schedule : schedule[..LongestEntry];

    /// <summary>The right to start the flow at a time; null when it is another's, or a run is active somewhere.</summary>
    /// <exception cref="Core.Exchanges.FaultException">The store can't be written.</exception>
    public ValueTask<KeptLock?> TryAsync(DateTimeOffset due, CancellationToken cancel) =>
        TryAsync(due.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), KeepTime, cancel);

    /// <summary>The right to start the flow because its version was deployed.</summary>
    public ValueTask<KeptLock?> TryStartAsync(CancellationToken cancel) =>
        TryAsync(string.Create(CultureInfo.InvariantCulture, $"version {context.Flow.Version}"), KeepStart, cancel);

    /// <summary>Notes that the schedule has, or had, times to come.</summary>
    /// <returns>False when it has none and never had.</returns>
    public async ValueTask<bool> NoteAsync(bool hasTimes, CancellationToken cancel)
    {
        var repository = context.Stores.IdempotentRepository;
        var key = KeyOf("began");
        var claim = await repository.BeginAsync(key, Lease, cancel);
        if (claim.Status != IdempotencyStatus.New)
        {
            return true;
        }

        await (hasTimes ? repository.CompleteAsync(key, claim.Token, default, KeepStart, cancel) : repository.AbandonAsync(key, claim.Token));
        return hasTimes;
    }

    private async ValueTask<KeptLock?> TryAsync(string time, TimeSpan keepFor, CancellationToken cancel)
    {
        var request = new MessageLockRequest { Component = Component, Source = context.Flow.Flow, Entry = _entry, Owner = $"{Environment.MachineName} {context.Flow}", ExpiresAfter = Lease };
        if (await KeptLock.TakeAsync(context.Stores.Locks, request, context.Time, cancel) is not { } held)      // 1
        {
            return null;
        }

        var isOurs = false;
        try
        {
            return (isOurs = await UseAsync(KeyOf(time), keepFor)) ? held : null;                               // 2
        }
        finally
        {
            if (!isOurs)
            {
                await held.DisposeAsync();
            }
        }
    }

    // Never cancelled: a time that is half used would be lost.
    private async ValueTask<bool> UseAsync(IdempotencyKey key, TimeSpan keepFor)
    {
        var repository = context.Stores.IdempotentRepository;
        var claim = await repository.BeginAsync(key, Lease, CancellationToken.None);
        if (claim.Status != IdempotencyStatus.New)
        {
            return false;
        }

        await repository.CompleteAsync(key, claim.Token, default, keepFor, CancellationToken.None);
        return true;
    }

    private IdempotencyKey KeyOf(string time) => new($"{Component} {context.Flow.Flow}", $"{schedule} | {time}");
}
