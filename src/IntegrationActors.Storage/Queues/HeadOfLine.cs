using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>The messages at the head of an exclusive queue that may be taken together.</summary>
/// <param name="Last">The last of them; null when there is none.</param>
/// <param name="Next">When the one behind them may be tried; null when that is not a matter of time.</param>
/// <param name="IsSuspect">The first one was being processed when its node died: it is taken alone.</param>
internal readonly record struct HeadOfLine(long? Last, DateTimeOffset? Next, bool IsSuspect)
{
    public static HeadOfLine Find(StoreConnection connection, long queue, in QueueWish wish, DateTimeOffset now)
    {
        long? last = null;
        using var find = connection.Prepare("SELECT number, due, crashes FROM queue_message WHERE queue = ?1 AND owner IS NULL AND state = 0 AND expires > ?2 ORDER BY number LIMIT ?3");
        find.Bind(1, queue).Bind(2, StoreTime.Write(now)).Bind(3, wish.Most);
        while (find.Step())
        {
            if (find.Time(1) > now)
            {
                return new(last, find.Time(1), IsSuspect: false);
            }

            if (find.Int64(2) > 0 || wish.IsForSuspect)
            {
                return last is null && find.Int64(2) > 0 ? new(wish.IsForSuspect ? find.Int64(0) : null, now, IsSuspect: true) : new(last, now, IsSuspect: false);
            }

            last = find.Int64(0);
        }

        return new(last, null, IsSuspect: false);
    }
}
