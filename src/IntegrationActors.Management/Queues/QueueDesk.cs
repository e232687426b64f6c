using IntegrationActors.Core.Exchanges;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Queues;

/// <summary>Looks at the queues of a tenant and tends them.</summary>
internal sealed class QueueDesk(TenantDirectory tenants, QueuesOf queuesOf)
{
    public async Task<Page<QueueView>> ListAsync(string tenant, CancellationToken cancel)
    {
        var queues = await QueuesAsync(tenant, cancel);
        return new Page<QueueView>([.. (await queues.ListAsync(cancel)).Select(QueueView.Of)]);
    }

    public async Task<QueueView> FindAsync(string tenant, string queue, CancellationToken cancel)
    {
        var queues = await QueuesAsync(tenant, cancel);
        return QueueView.Of(await queues.FindAsync(queue, cancel) ?? throw Missing(tenant, queue));
    }

    public async Task<Page<QueueMessageView>> BrowseAsync(string tenant, string queue, QueueBrowse browse, CancellationToken cancel)
    {
        var queues = await WithAsync(tenant, queue, cancel);
        try
        {
            var page = await queues.BrowseAsync(queue, browse, cancel);
            return new Page<QueueMessageView>([.. page.Entries.Select(QueueMessageView.Of)], page.Next);
        }
        catch (ArgumentException e)
        {
            throw ProblemException.Invalid(e.Message);
        }
    }

    public async Task<QueueMessageView> FindMessageAsync(string tenant, string queue, string id, CancellationToken cancel)
    {
        var queues = await WithAsync(tenant, queue, cancel);
        return MessageId.TryParse(id, out var key) && await queues.FindEntryAsync(queue, key, cancel) is { } entry
            ? QueueMessageView.Of(entry)
            : throw MissingMessage(queue, id);
    }

    /// <summary>A message with its content; the caller disposes of it.</summary>
    public async Task<QueueEntryContent> ReadAsync(string tenant, string queue, string id, CancellationToken cancel)
    {
        var queues = await WithAsync(tenant, queue, cancel);
        return (MessageId.TryParse(id, out var key) ? await queues.ReadAsync(queue, key, cancel) : null) ?? throw MissingMessage(queue, id);
    }

    public async Task<QueueChangeView> RetryAsync(string tenant, string queue, QueueSelectionRequest request, CancellationToken cancel)
    {
        var selection = QueueSelections.Of(request);
        return View(await (await WithAsync(tenant, queue, cancel)).RetryAsync(queue, selection, cancel));
    }

    public async Task<QueueChangeView> MoveAsync(string tenant, string queue, QueueMoveRequest request, CancellationToken cancel)
    {
        var selection = QueueSelections.Of(request);
        if (string.Equals(queue, request.Target, StringComparison.Ordinal))
        {
            throw ProblemException.Invalid($"target: the messages are in queue '{queue}' already");
        }

        await WithAsync(tenant, request.Target, cancel);
        return View(await (await WithAsync(tenant, queue, cancel)).MoveAsync(queue, request.Target, selection, cancel));
    }

    public async Task<QueueChangeView> DeleteMessagesAsync(string tenant, string queue, QueueSelectionRequest request, CancellationToken cancel)
    {
        var selection = QueueSelections.Of(request);
        return View(await (await WithAsync(tenant, queue, cancel)).DeleteAsync(queue, selection, cancel));
    }

    public async Task<QueueView> PauseAsync(string tenant, string queue, CancellationToken cancel)
    {
        await (await WithAsync(tenant, queue, cancel)).PauseAsync(queue, cancel);
        return await FindAsync(tenant, queue, cancel);
    }

    public async Task<QueueView> ResumeAsync(string tenant, string queue, CancellationToken cancel)
    {
        await (await WithAsync(tenant, queue, cancel)).ResumeAsync(queue, cancel);
        return await FindAsync(tenant, queue, cancel);
    }

    public async Task DeleteAsync(string tenant, string queue, bool force, CancellationToken cancel)
    {
        if (!await (await QueuesAsync(tenant, cancel)).DeleteQueueAsync(queue, force, cancel))
        {
            throw Missing(tenant, queue);
        }
    }

    private async Task<IQueueOperations> QueuesAsync(string tenant, CancellationToken cancel) => queuesOf(await tenants.StoreAsync(tenant, cancel));

    private async Task<IQueueOperations> WithAsync(string tenant, string queue, CancellationToken cancel)
    {
        var queues = await QueuesAsync(tenant, cancel);
        return await queues.FindAsync(queue, cancel) is null ? throw Missing(tenant, queue) : queues;
    }

    private static QueueChangeView View(QueueChange change) => new(change.Count, change.HasMore);

    private static ProblemException Missing(string tenant, string queue) => ProblemException.NotFound($"tenant '{tenant}' has no queue '{queue}'");

    private static ProblemException MissingMessage(string queue, string id) => ProblemException.NotFound($"there is no message '{id}' in queue '{queue}'; it may have been processed");
}
