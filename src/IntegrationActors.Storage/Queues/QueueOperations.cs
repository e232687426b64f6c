using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>The queues of a tenant as people see and tend them. Actions work in portions, so that those who put in and take out get in between.</summary>
internal sealed class QueueOperations(QueueStore store, TenantQueues queues, QueueLog log) : IQueueOperations
{
    private const int Portion = 200;

    private delegate bool Change(StoreConnection connection, PickedMessage message);

    public async ValueTask<IReadOnlyList<QueueInfo>> ListAsync(CancellationToken cancel)
    {
        var now = store.Time.GetUtcNow();
        var infos = await store.Database.ReadAsync(connection => QueueCounts.Read(connection, name: null, now), cancel);
        return [.. infos.Select(WithConsumers)];
    }

    public async ValueTask<QueueInfo?> FindAsync(string queue, CancellationToken cancel)
    {
        var now = store.Time.GetUtcNow();
        var infos = await store.Database.ReadAsync(connection => QueueCounts.Read(connection, queue, now), cancel);
        return infos.Count == 0 ? null : WithConsumers(infos[0]);
    }

    public async ValueTask<QueuePage> BrowseAsync(string queue, QueueBrowse browse, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(browse.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(browse.Limit, QueueBrowse.LargestPage);
        var (source, now) = (await queues.FindAsync(queue, cancel), store.Time.GetUtcNow());
        var rows = await store.Database.ReadAsync(connection => QueueEntries.Browse(connection, source.Id, browse, now), cancel);
        var page = rows.Take(browse.Limit).ToArray();
        return new QueuePage(
            [.. page.Select(row => store.Describe(row.Entry, row.Content))],
            rows.Count > browse.Limit ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async ValueTask<QueueEntry?> FindEntryAsync(string queue, MessageId id, CancellationToken cancel) =>
        await RowAsync(queue, id, cancel) is { } row ? store.Describe(row.Entry, row.Content) : null;

    public async ValueTask<QueueEntryContent?> ReadAsync(string queue, MessageId id, CancellationToken cancel)
    {
        if (await RowAsync(queue, id, cancel) is not { } row)
        {
            return null;
        }

        var content = store.Decrypt(id, row.Content);
        return new QueueEntryContent(store.Describe(row.Entry, row.Content), await store.MessageOfAsync(id, content, row.HasParts, cancel), content.Properties);
    }

    public async ValueTask<QueueChange> RetryAsync(string queue, QueueSelection selection, CancellationToken cancel)
    {
        var source = await queues.FindAsync(queue, cancel);
        return await ApplyAsync(source, selection, (connection, message) => QueueActions.Retry(connection, message.Number, store.Time.GetUtcNow()), cancel);
    }

    public async ValueTask<QueueChange> MoveAsync(string queue, string target, QueueSelection selection, CancellationToken cancel)
    {
        var (source, destination) = (await queues.FindAsync(queue, cancel), await queues.FindAsync(target, cancel));
        var moved = await ApplyAsync(source, selection, (connection, message) => QueueActions.Move(connection, message.Number, destination, store.Time.GetUtcNow()), cancel);
        destination.NoteLine();
        return moved;
    }

    public async ValueTask<QueueChange> DeleteAsync(string queue, QueueSelection selection, CancellationToken cancel)
    {
        var source = await queues.FindAsync(queue, cancel);
        return await ApplyAsync(source, selection, (connection, message) => Cancel(connection, source, message), cancel);
    }

    public ValueTask PauseAsync(string queue, CancellationToken cancel) => PauseAsync(queue, isPaused: true, cancel);

    public ValueTask ResumeAsync(string queue, CancellationToken cancel) => PauseAsync(queue, isPaused: false, cancel);

    public async ValueTask<bool> DeleteQueueAsync(string queue, bool force, CancellationToken cancel)
    {
        while (await FindAsync(queue, cancel) is { } info)
        {
            if (info.Total > 0 && (!force || info.Processing > 0))
            {
                throw QueueFaults.HasMessages(info);
            }

            while ((await DeleteAsync(queue, new QueueSelection(), cancel)).HasMore)
            {
                cancel.ThrowIfCancellationRequested();
            }

            if (await queues.RemoveAsync(queue))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask PauseAsync(string queue, bool isPaused, CancellationToken cancel)
    {
        var source = await queues.FindAsync(queue, cancel);
        await store.Database.WriteAsync(connection =>
        {
            using var update = connection.Prepare("UPDATE queue SET paused = ?2 WHERE id = ?1");
            return update.Bind(1, source.Id).Bind(2, isPaused ? 1 : 0).Run();
        }, cancel);
        source.Pause(isPaused);
    }

    private async ValueTask<QueueChange> ApplyAsync(TenantQueue queue, QueueSelection selection, Change change, CancellationToken cancel)
    {
        var place = new PickPlace(0, 0, store.Time.GetUtcNow());
        var count = 0;
        while (count < QueueSelection.Largest)
        {
            cancel.ThrowIfCancellationRequested();
            var (changed, next) = await store.Database.WriteAsync(connection => Apply(connection, queue.Id, selection, place, change), cancel);
            count += changed;
            if (next is null)
            {
                queue.NoteLine();
                return new QueueChange(count, HasMore: false);
            }

            place = next.Value;
        }

        queue.NoteLine();
        return new QueueChange(count, HasMore: true);
    }

    private static (int Changed, PickPlace? Next) Apply(StoreConnection connection, long queue, QueueSelection selection, PickPlace place, Change change)
    {
        var picked = QueuePick.Next(connection, queue, selection, place, Portion);
        var changed = picked.Count(message => change(connection, message));
        var isLast = selection.Ids.Count > 0 ? place.Index + Portion >= selection.Ids.Count : picked.Count < Portion;
        return (changed, isLast ? null : place with { Index = place.Index + Portion, Number = picked.Count > 0 ? picked[^1].Number : place.Number });
    }

    private bool Cancel(StoreConnection connection, TenantQueue queue, PickedMessage message)
    {
        if (!store.Delete(connection, message.Number))
        {
            return false;
        }

        log.End(connection, new QueueLogEntry(message.Id, queue.Name, MessageStatus.Cancelled, Fault: null), store.Time.GetUtcNow());
        return true;
    }

    private QueueInfo WithConsumers(QueueInfo info) => info with { Consumers = queues.ConsumersOf(info.Name) };

    private async ValueTask<(QueueEntry Entry, bool HasParts, byte[] Content)?> RowAsync(string queue, MessageId id, CancellationToken cancel)
    {
        var (source, now) = (await queues.FindAsync(queue, cancel), store.Time.GetUtcNow());
        return await store.Database.ReadAsync(connection => QueueEntries.Find(connection, source.Id, id, now), cancel);
    }
}
