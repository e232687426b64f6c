using System.Collections.Concurrent;
using System.Data.Common;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>Takes messages out of a queue for one flow. A place is taken by a message from the moment it is ours until it is settled.</summary>
internal sealed class QueueConsumer : IQueueConsumer
{
    // An exclusive queue is read in portions, since each portion is a write.
    private const int Portion = 16;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan SuspectPause = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentQueue<QueueDelivery> _ready = new();
    private readonly WakeSignal _signal = new();
    private readonly TimeSpan _poll;
    private readonly Places _places;
    private DateTimeOffset? _nextDue;
    private bool _hasTurn;
    private bool _mustReturn;
    private bool _hasSuspect;
    private Exception? _failure;

    /// <summary>Opens the consumer.</summary>
    /// <param name="store">What all queues share.</param>
    /// <param name="queue">Where messages come from.</param>
    /// <param name="options">How they are taken.</param>
    /// <param name="poll">How often the table is looked at though nobody said so; infinite when no other node can put messages in.</param>
    public QueueConsumer(QueueStore store, TenantQueue queue, QueueConsumerOptions options, TimeSpan poll)
    {
        (Store, Queue, Retry, _poll) = (store, queue, options.Retry, poll);
        _places = new Places(queue.Access == QueueAccess.Exclusive ? Portion : options.Concurrency);
        queue.Add(this);
    }

    public QueueStore Store { get; }

    public TenantQueue Queue { get; }

    public QueueRetry Retry { get; }

    public async ValueTask<IQueueDelivery> NextAsync(CancellationToken cancel)
    {
        await TakeTurnAsync(cancel);
        while (true)
        {
            var woken = _signal.Next;
            cancel.ThrowIfCancellationRequested();
            await KeepOrderAsync();
            if (_ready.TryPeek(out var first) && IsNextAllowed)
            {
                _ready.TryDequeue(out _);
                if (await IsFitAsync(first))
                {
                    return first;
                }
            }
            else if (!await FetchAsync())
            {
                await WaitAsync(woken, cancel);
            }
        }
    }

    /// <summary>Takes a place for a message that is about to be put in.</summary>
    public bool TryReserve() => _places.TryTake();

    /// <summary>Brings the message for which a place was taken.</summary>
    public void Offer(QueueDelivery delivery)
    {
        Queue.Hold(delivery.Number);
        _ready.Enqueue(delivery);
        _signal.Set();
        if (_places.IsClosed)
        {
            _ = ReleaseReadyAsync();
        }
    }

    public void Wake() => _signal.Set();

    /// <summary>Somebody else has a message that this one had, so of an exclusive queue he has all.</summary>
    public void NoteLoss()
    {
        if (Queue.Access == QueueAccess.Exclusive)
        {
            Volatile.Write(ref _mustReturn, true);
        }
    }

    /// <summary>Gives a place back.</summary>
    /// <param name="next">How the message goes on; null when it is done, or was never here.</param>
    public void Leave(QueueNext? next)
    {
        if (Queue.Access == QueueAccess.Exclusive && next?.State == QueueMessageState.InLine)
        {
            Volatile.Write(ref _mustReturn, true);
        }

        _places.GiveBack(1);
        if (next is null)
        {
            _signal.Set();
        }
        else
        {
            Queue.NoteLine();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Queue.Remove(this);
        if (!_places.Close())
        {
            return;
        }

        await ReleaseReadyAsync();
        if (_hasTurn)
        {
            _ = EndTurnAsync();
        }
    }

    // Those that are still being processed come before what the next consumer takes.
    private async Task EndTurnAsync()
    {
        await _places.Drained;
        try
        {
            if (Queue.ConsumerCount == 0)
            {
                await Store.LeaveAsync(Queue.Id);
            }
        }
        catch (StoreUnavailableException)
        {
            // Others get the queue when this node is no longer heard of.
        }
        finally
        {
            Queue.Turn.Release();
        }
    }

    // What stands behind a message that goes back into the line may not overtake it.
    private async ValueTask KeepOrderAsync()
    {
        while (Volatile.Read(ref _mustReturn))
        {
            Volatile.Write(ref _mustReturn, false);
            await ReleaseReadyAsync();
        }
    }

    // One message at a time, in an exclusive queue.
    private bool IsNextAllowed => Queue.Access == QueueAccess.NonExclusive || _places.Taken - _ready.Count <= 0;

    private async ValueTask TakeTurnAsync(CancellationToken cancel)
    {
        if (Queue.Access == QueueAccess.Exclusive && !_hasTurn)
        {
            await Queue.Turn.WaitAsync(cancel);
            _hasTurn = true;
        }
    }

    private async ValueTask WaitAsync(Task woken, CancellationToken cancel)
    {
        try
        {
            await woken.WaitAsync(LongestWait(), Store.Time, cancel);
        }
        catch (TimeoutException)
        {
            Queue.NoteLine();
        }
    }

    // While all places are taken only a message that leaves makes a difference.
    private TimeSpan LongestWait()
    {
        if (_places.AreAllTaken)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _nextDue is { } due ? due - Store.Time.GetUtcNow() : TimeSpan.MaxValue;
        var most = _poll == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _poll;
        var wait = left < most ? left : most;
        return wait == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : wait > Shortest ? wait : Shortest;
    }

    /// <summary>Takes messages of the table, if there is a place and there may be some.</summary>
    /// <returns>True when it is worth looking again.</returns>
    private async ValueTask<bool> FetchAsync()
    {
        if (!Queue.HasLine || _places.TakeAll() is not (> 0 and var places))
        {
            return false;
        }

        var got = 0;
        try
        {
            got = await FetchAsync(places);
            if (got == 0 && _hasSuspect && Store.Suspects.TryEnter() is { } turn)
            {
                got = await FetchSuspectAsync(turn);
            }

        }
        catch (Exception e) when (e is StoreUnavailableException or DbException)
        {
            Queue.Doubt();
            _failure = e;
        }
        finally
        {
            _places.GiveBack(places - got);
        }

        return Interlocked.Exchange(ref _failure, null) is { } failure ? throw QueueFaults.CannotRead(Queue.Name, failure) : got > 0;
    }

    private async ValueTask<int> FetchAsync(int places)
    {
        var (changes, owner, doubt) = (Queue.Changes, Store.Owner, Queue.FindDoubt());
        var fetched = await Store.Database.WriteAsync(
            connection => QueueFetch.Take(connection, Queue, new QueueWish(owner, places, IsForSuspect: false) { Doubt = doubt }, Store.Time.GetUtcNow()));
        if (doubt is not null)
        {
            Queue.DoubtIsSettled(doubt);
        }

        await AddAsync(fetched.Rows, owner, turn: null);
        _hasSuspect = fetched.HasSuspect;
        _nextDue = _hasSuspect ? Store.Time.GetUtcNow() + SuspectPause : fetched.Next;
        if (fetched.Rows.Count < places)
        {
            Queue.LineIsEmpty(changes);
        }

        return fetched.Rows.Count;
    }

    private async ValueTask<int> FetchSuspectAsync(IDisposable turn)
    {
        var (owner, added) = (Store.Owner, false);
        try
        {
            var fetched = await Store.Database.WriteAsync(connection => QueueFetch.Take(connection, Queue, new QueueWish(owner, 1, IsForSuspect: true), Store.Time.GetUtcNow()));
            added = fetched.Rows.Count > 0;
            await AddAsync(fetched.Rows, owner, turn);
            Queue.NoteLine();
            return fetched.Rows.Count;
        }
        finally
        {
            if (!added)
            {
                turn.Dispose();
            }
        }
    }

    // When one can't be opened now, since the disk is full, it goes back and all behind it.
    private async ValueTask AddAsync(IReadOnlyList<QueueRow> rows, long owner, IDisposable? turn)
    {
        foreach (var row in rows)
        {
            Queue.Hold(row.Number);
        }

        foreach (var row in rows)
        {
            try
            {
                if (_failure is null && await QueueDelivery.OpenAsync(this, owner, row, turn) is { } delivery)
                {
                    _ready.Enqueue(delivery);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException or StoreUnavailableException)
            {
                _failure = e;
            }

            if (_failure is not null)
            {
                await ReleaseAsync(new QueueDelivery(this, owner, row) { Message = new Message(), Turn = turn });
            }
        }
    }

    /// <summary>Whether the message may be processed; one that killed its node too often is set aside.</summary>
    private async ValueTask<bool> IsFitAsync(QueueDelivery delivery)
    {
        if (delivery.Crashes == 0 || delivery.Crashes < Retry.Crashes)
        {
            return true;
        }

        await delivery.SetAsideAsync(QueueFaults.KilledItsNode(delivery.Crashes));
        return false;
    }

    private Task ReleaseReadyAsync()
    {
        var releases = new List<Task>();
        while (_ready.TryDequeue(out var delivery))
        {
            releases.Add(ReleaseAsync(delivery));
        }

        return Task.WhenAll(releases);
    }

    private static async Task ReleaseAsync(QueueDelivery delivery)
    {
        try
        {
            await delivery.ReleaseAsync();
        }
        catch (FaultException)
        {
            // Given to others already, or the store is closed: then the next start takes it back.
        }
        finally
        {
            await delivery.Message.Body.DisposeAsync();
        }
    }
}
