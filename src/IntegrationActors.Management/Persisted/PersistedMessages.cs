using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Persisted;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;

namespace IntegrationActors.Management.Persisted;

/// <summary>Finds what persist steps kept of a message.</summary>
internal sealed class PersistedMessages(TenantDirectory tenants)
{
    /// <summary>What was kept of one run, oldest first; empty when nothing was, or all of it has expired.</summary>
    public async Task<IReadOnlyList<PersistedMessageView>> ListAsync(string tenant, string message, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return MessageId.TryParse(message, out var id)
            ? [.. (await store.MessageStore.ListAsync(id, cancel)).Select(PersistedMessageView.Of)]
            : throw ProblemException.NotFound($"there is no message '{message}' in the log of tenant '{tenant}'");
    }

    /// <summary>A kept message; it belongs to the caller.</summary>
    public async Task<PersistedContent> ReadAsync(string tenant, string kept, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return (MessageId.TryParse(kept, out var id) ? await store.MessageStore.ReadAsync(id, cancel) : null) ?? throw Missing(kept);
    }

    public async Task DeleteAsync(string tenant, string kept, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        if (!MessageId.TryParse(kept, out var id) || !await store.MessageStore.DeleteAsync(id, cancel))
        {
            throw Missing(kept);
        }
    }

    private static ProblemException Missing(string kept) => ProblemException.NotFound($"there is no kept message '{kept}'; it may have expired");
}
