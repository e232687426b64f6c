using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Attachments;

/// <summary>What was attached within 24 hours: counted when it is first needed and then every minute, and moved by each attachment in between.</summary>
internal sealed class AttachmentBudget(StoreContext store)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan CountedEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _counting = new();
    private DateTimeOffset _counted = DateTimeOffset.MinValue;
    private long _bytes;

    /// <summary>Claims room for an attachment.</summary>
    /// <returns>False when the budget is used up.</returns>
    public async ValueTask<bool> TryTakeAsync(long bytes, CancellationToken cancel)
    {
        var now = store.Now;
        if (IsOld(now))
        {
            var sum = await store.ReadAsync(connection => Count(connection, now - Window), cancel);
            lock (_counting)
            {
                (_bytes, _counted) = (sum, now);
            }
        }

        lock (_counting)
        {
            var fits = _bytes + bytes <= store.Options.Quota.AttachmentsPerDay;
            _bytes += fits ? bytes : 0;
            return fits;
        }
    }

    private bool IsOld(DateTimeOffset now)
    {
        lock (_counting)
        {
            return now - _counted >= CountedEvery;
        }
    }

    private static long Count(StoreConnection connection, DateTimeOffset since)
    {
        using var find = connection.Prepare("SELECT CAST(coalesce(sum(length), 0) AS BIGINT) FROM log_attachment WHERE dropped = 0 AND written > ?1");
        return find.Bind(1, StoreTime.Write(since)).Step() ? find.Int64(0) : 0;
    }
}
