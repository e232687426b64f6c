using System.Runtime.CompilerServices;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>Takes messages out of a queue for one flow; how many it has at once is told by <see cref="Places"/>.</summary>
internal sealed class QueueConsumer : IQueueConsumer
{
    // An exclusive queue is read in portions, since each portion is a write.
    private const int Portion = 16;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly ReadyMessages _ready = new();
    private readonly WakeSignal _signal = new();
    private readonly TimeSpan _poll;
    private readonly Alarm _alarm;
    private readonly Places _places;
    private readonly QueueIntake _intake;
    private bool _hasTurn;
    private bool _mustReturn;

    /// <summary>Opens the consumer.</summary>
    /// <param name="store">What all queues share.</param>
    /// <param name="queue">Where messages come from.</param>
    /// <param name="options">How they are taken.</param>
    /// <param name="poll">How often the table is looked at though nobody said so; infinite when no other node can put messages in.</param>
    public QueueConsumer(QueueStore store, TenantQueue queue, QueueConsumerOptions options, TimeSpan poll)
    {
        (Store, Queue, Retry, _poll) = (store, queue, options.Retry, poll);
        _places = queue.Access == QueueAccess.Exclusive
            ? new Places(1, mostSettling: 1, QueuePace.Always(Portion - 1))
            : new Places(options.Concurrency, QueueConsumerOptions.MostSettling, new QueuePace(store.Time));
        _intake = new QueueIntake(this, _places, _ready);
        _alarm = new Alarm(store.Time, queue.NoteLine);
        queue.Add(this);
    }

    public QueueStore Store { get; }

    public TenantQueue Queue { get; }

    public QueueRetry Retry { get; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<IQueueDelivery> NextAsync(CancellationToken cancel)
    {
        await TakeTurnAsync(cancel);
        while (true)
        {
            var woken = _signal.Next;
            cancel.ThrowIfCancellationRequested();
            await KeepOrderAsync();
            if (TakeReady() is { } first)
            {
                if (await IsFitAsync(first))
                {
                    return first;
                }
            }
            else if (!await _intake.FetchAsync())
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
        Queue.Holding.Hold(delivery.Number, delivery.Taken);
        _ready.Add(delivery);
        _signal.Set();
        ReleaseIfClosed();
    }

    /// <summary>What came after the end is given back.</summary>
    public void ReleaseIfClosed()
    {
        if (_places.IsClosed)
        {
            _ = _ready.ReleaseAllAsync();
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

    /// <summary>A message for which a place was taken did not come.</summary>
    public void Leave()
    {
        _places.GiveBack(1);
        _signal.Set();
    }

    /// <summary>A message is done: its place is free for the next one while it is settled. The reader is woken if there may be one: it waits for many messages that come straight from their sender.</summary>
    /// <param name="wasBegun">False for a message that nobody has processed.</param>
    public void BeginSettling(bool wasBegun)
    {
        if (_places.BeginSettling(wasBegun) || _ready.Count > 0 || Queue.HasLine)
        {
            _signal.Set();
        }
    }

    /// <summary>A message is settled, or somebody else has it.</summary>
    /// <param name="next">How the message goes on; null when it is done.</param>
    public void Settled(QueueNext? next)
    {
        if (Queue.Access == QueueAccess.Exclusive && next?.State == QueueMessageState.InLine)
        {
            Volatile.Write(ref _mustReturn, true);
        }

        _places.Settled();
        if (next is not null)
        {
            Queue.NoteLine();
        }
        else if (Queue.Access == QueueAccess.Exclusive || _ready.Count > 0)
        {
            _signal.Set();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Queue.Remove(this);
        if (!_places.Close())
        {
            return;
        }

        _alarm.Dispose();

        await _ready.ReleaseAllAsync();
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
            await _ready.ReleaseAllAsync();
        }
    }

    private QueueDelivery? TakeReady()
    {
        if (_ready.Count == 0 || !_places.TryBegin())
        {
            return null;
        }

        if (_ready.TryTake(out var first))
        {
            first.IsBegun = true;
            return first;
        }

        _places.Unbegin();
        return null;
    }

    private async ValueTask TakeTurnAsync(CancellationToken cancel)
    {
        if (Queue.Access == QueueAccess.Exclusive && !_hasTurn)
        {
            await Queue.Turn.WaitAsync(cancel);
            _hasTurn = true;
        }
    }

    // The timer and the token wake as everybody else does. Task.WaitAsync would go through the thread pool once more, where a simulation loses sight of it, and throw at each poll.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(Task woken, CancellationToken cancel)
    {
        using var cancelled = cancel.UnsafeRegister(static signal => ((WakeSignal)signal!).Set(), _signal);
        _alarm.SetWithin(LongestWait());
        await woken;
    }

    // While all places are taken only a message that leaves makes a difference.
    private TimeSpan LongestWait()
    {
        if (_places.AwaitPlace())
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _intake.NextDue is { } due ? due - Store.Time.GetUtcNow() : TimeSpan.MaxValue;
        var most = _poll == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _poll;
        var wait = left < most ? left : most;
        return wait == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : wait > Shortest ? wait : Shortest;
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
}
