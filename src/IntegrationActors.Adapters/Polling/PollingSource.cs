using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Stores.Locks;

namespace IntegrationActors.Adapters.Polling;

/// <summary>
/// The frame of channels that look for messages from time to time: (1) waits until a poll is due; (2) makes sure that no other node polls, if one alone should; (3) looks what is there;
/// (4) takes one after the other, each when there is a place for it, until the poll has had enough. With one place, a message is taken when the one before is settled. What fails to be settled comes again with
/// a later poll.
/// </summary>
/// <typeparam name="T">What is found, such as a file.</typeparam>
public abstract class PollingSource<T> : IMessageSource
{
    private static readonly TimeSpan LeaseOfPoller = TimeSpan.FromSeconds(30);

    private readonly PollSchedule _schedule;
    private readonly SemaphoreSlim _places;
    private DateTimeOffset? _due;
    private KeptLock? _lease;
    private volatile bool _isBatchOver;
    private volatile string? _activity;

    protected PollingSource(PollOptions? options, TimeProvider time, int concurrency = 1) =>
        (_schedule, Time, Concurrency, _places) = (new PollSchedule(options), time, concurrency, new SemaphoreSlim(concurrency, concurrency));

    /// <summary>Places for messages of a poll; polls are in sequence.</summary>
    public int Concurrency { get; }

    public string? Activity => _activity;

    protected TimeProvider Time { get; }

    /// <summary>Most messages of one poll.</summary>
    protected abstract int MostPerPoll { get; }

    /// <summary>The lock by which one node alone polls; null when all do. Its time is set by the frame.</summary>
    protected virtual MessageLockRequest? PollerLock => null;

    /// <summary>The locks of the tenant, for <see cref="PollerLock"/>.</summary>
    protected abstract IMessageLocks Locks { get; }

    public abstract ValueTask ConnectAsync(CancellationToken cancel);

    public virtual TimeSpan? PauseAfter(Exception failure) => null;

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            await WaitAsync(cancel);                                                    // 1
            var began = Time.GetUtcNow();
            await foreach (var receipt in PollAsync(cancel))
            {
                yield return receipt;
            }

            _due = _schedule.Next(began, Time.GetUtcNow());
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_lease is { } lease)
        {
            await lease.DisposeAsync();
        }

        _places.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What there is, in the order in which it is taken.</summary>
    protected abstract ValueTask<IReadOnlyList<T>> FindAsync(CancellationToken cancel);

    /// <summary>Takes one; null when it is not to be had now, or needs no run. Its receipt calls <see cref="Leave"/> at its end, however that comes.</summary>
    protected abstract ValueTask<Receipt?> TakeAsync(T found, CancellationToken cancel);

    /// <summary>What the poll did, for people.</summary>
    protected virtual string Describe(int taken) => $"{taken} taken";

    /// <summary>After each poll, when its messages are settled.</summary>
    protected virtual ValueTask EndPollAsync(CancellationToken cancel) => default;

    /// <summary>A message has left the flow, or did not enter it.</summary>
    /// <param name="endsBatch">Whether the poll takes no more.</param>
    protected void Leave(bool endsBatch)
    {
        _isBatchOver |= endsBatch;
        _places.Release();
    }

    private async IAsyncEnumerable<Receipt> PollAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        if (!await IsPollerAsync(cancel))                                               // 2
        {
            yield break;
        }

        _isBatchOver = false;
        var taken = 0;
        await using var ahead = new ReceiptsAhead();
        using var found = (await FindAsync(cancel)).GetEnumerator();                    // 3
        while (await FillAsync(found, ahead, MostPerPoll - taken, cancel))              // 4
        {
            if (await ahead.NextAsync() is { } receipt)
            {
                taken++;
                yield return receipt;
            }
        }

        await SettledAsync(cancel);
        _activity = Describe(taken);
        await EndPollAsync(cancel);
    }

    // Begins to take as many as there are places for; waits for a place only when none is on its way.
    private async ValueTask<bool> FillAsync(IEnumerator<T> found, ReceiptsAhead ahead, int most, CancellationToken cancel)
    {
        while (ahead.Count < most && !_isBatchOver && await _places.WaitAsync(ahead.Count == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
        {
            if (_isBatchOver || !found.MoveNext())
            {
                _places.Release();
                break;
            }

            ahead.Add(StartAsync(found.Current, cancel));
        }

        return ahead.Count > 0;
    }

    private async Task<Receipt?> StartAsync(T found, CancellationToken cancel)
    {
        Receipt? receipt = null;
        try
        {
            receipt = await TakeAsync(found, cancel);
            return receipt;
        }
        finally
        {
            if (receipt is null)
            {
                _places.Release();
            }
        }
    }

    private async ValueTask SettledAsync(CancellationToken cancel)
    {
        var held = 0;
        try
        {
            for (; held < Concurrency; held++)
            {
                await _places.WaitAsync(cancel);
            }
        }
        finally
        {
            _ = held > 0 ? _places.Release(held) : 0;
        }
    }

    private async ValueTask WaitAsync(CancellationToken cancel)
    {
        _due ??= _schedule.First(Time.GetUtcNow());
        while (_due - Time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait < TimeSpan.FromDays(1) ? wait.Value : TimeSpan.FromDays(1), Time, cancel);
        }

        cancel.ThrowIfCancellationRequested();
    }

    private async ValueTask<bool> IsPollerAsync(CancellationToken cancel)
    {
        if (PollerLock is not { } request || _lease is { IsHeld: true })
        {
            return true;
        }

        if (_lease is { } lost)
        {
            _lease = null;
            await lost.DisposeAsync();
        }

        _lease = await KeptLock.TakeAsync(Locks, request with { ExpiresAfter = LeaseOfPoller }, Time, cancel);
        _activity = _lease is null ? "another node polls" : _activity;
        return _lease is not null;
    }
}
