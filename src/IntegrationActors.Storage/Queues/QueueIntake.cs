using System.Data.Common;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>Brings messages of the table to a consumer. Used by its one reader.</summary>
internal sealed class QueueIntake(QueueConsumer consumer, Places places, ReadyMessages ready)
{
    private static readonly TimeSpan SuspectPause = TimeSpan.FromMilliseconds(250);

    private bool _hasSuspect;
    private Exception? _failure;
    private Task<int>? _fetching;
    private bool _isFetched;

    /// <summary>When there may be more; null: when somebody puts one in.</summary>
    public DateTimeOffset? NextDue { get; private set; }

    /// <summary>
    /// Takes messages of the table, if there is a place and there may be some. Those of a non-exclusive queue are fetched while the consumer goes on: it is woken when they are here. An exclusive
    /// one has to wait, since what comes back into line meanwhile would be behind them.
    /// </summary>
    /// <returns>True when it is worth looking again.</returns>
    public async ValueTask<bool> FetchAsync()
    {
        if (_fetching is null && !TryStart())
        {
            return false;
        }

        // Not whether the task is completed: it is a moment after it has woken us, and nobody would wake us again.
        if (consumer.Queue.Access == QueueAccess.NonExclusive && !Volatile.Read(ref _isFetched))
        {
            return false;
        }

        // What came into the line during the fetch woke nobody who would still be waiting.
        var got = await _fetching!;
        _fetching = null;
        return Interlocked.Exchange(ref _failure, null) is { } failure ? throw failure as FaultException ?? QueueFaults.CannotRead(consumer.Queue.Name, failure) : got > 0 || consumer.Queue.HasLine;
    }

    private bool TryStart()
    {
        if (!consumer.Queue.HasLine || places.TakeAll(consumer.Queue.HasLongLine) is not (> 0 and var most))
        {
            return false;
        }

        if (!consumer.Queue.Holding.TryBeginFetch(out var doubt))
        {
            places.GiveBack(most);
            return false;
        }

        Volatile.Write(ref _isFetched, false);
        _fetching = FetchAllAsync(most, doubt);
        return true;
    }

    private async Task<int> FetchAllAsync(int most, DoubtfulHolding? doubt)
    {
        var (got, began) = (0, consumer.Store.Time.GetTimestamp());
        try
        {
            got = await FetchAsync(most, doubt);
            if (got == 0 && _hasSuspect && consumer.Store.Suspects.TryEnter() is { } turn)
            {
                got = await FetchSuspectAsync(turn);
            }
        }
        catch (FaultException e)
        {
            _failure = e;
        }
        catch (Exception e) when (e is StoreUnavailableException or DbException)
        {
            consumer.Queue.Doubt();
            _failure = e;
        }
        finally
        {
            places.Fetched(most - got, consumer.Store.Time.GetElapsedTime(began));
            consumer.Queue.End();
            consumer.ReleaseIfClosed();
            Volatile.Write(ref _isFetched, true);
            consumer.Wake();
        }

        return got;
    }

    private async ValueTask<int> FetchAsync(int most, DoubtfulHolding? doubt)
    {
        var (changes, owner) = (consumer.Queue.Changes, consumer.Store.Owner);
        var fetched = await consumer.Store.Database.WriteAsync(
            connection => QueueFetch.Take(connection, consumer.Queue, new QueueWish(owner, most, IsForSuspect: false) { Doubt = doubt }, consumer.Store.Time.GetUtcNow()));
        if (doubt is not null)
        {
            consumer.Queue.Holding.IsCleared(doubt);
        }

        await AddAsync(fetched.Rows, owner, turn: null);
        _hasSuspect = fetched.HasSuspect;
        NextDue = _hasSuspect ? consumer.Store.Time.GetUtcNow() + SuspectPause : fetched.Next;
        if (fetched.Rows.Count < most)
        {
            consumer.Queue.LineIsEmpty(changes);
        }

        return fetched.Rows.Count;
    }

    private async ValueTask<int> FetchSuspectAsync(IDisposable turn)
    {
        var (owner, added) = (consumer.Store.Owner, false);
        try
        {
            var fetched = await consumer.Store.Database.WriteAsync(connection => QueueFetch.Take(connection, consumer.Queue, new QueueWish(owner, 1, IsForSuspect: true), consumer.Store.Time.GetUtcNow()));
            added = fetched.Rows.Count > 0;
            await AddAsync(fetched.Rows, owner, turn);
            consumer.Queue.NoteLine();
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
            consumer.Queue.Holding.Hold(row.Number, row.Taken);
        }

        foreach (var row in rows)
        {
            try
            {
                if (_failure is null && await QueueDelivery.OpenAsync(consumer, owner, row, turn) is { } delivery)
                {
                    ready.Add(delivery);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException or StoreUnavailableException)
            {
                _failure = e;
            }

            if (_failure is not null)
            {
                await ReadyMessages.ReleaseAsync(new QueueDelivery(consumer, owner, row) { Message = new Message(), Turn = turn });
            }
        }
    }
}
