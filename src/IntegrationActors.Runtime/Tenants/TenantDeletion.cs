using Akka.Actor;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Storage;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>
/// Deletes a tenant: (1) the directory lists it no more; (2) its flows end, within the drain limit; (3) its store goes, with ledger and keys; (4) its rows of the journal go; (5) the
/// directory forgets its name. Each stage can be done again, so who deletes a tenant again goes on where a node died.
/// </summary>
internal sealed class TenantDeletion(Func<object, TimeSpan, CancellationToken, Task<TenantAnswer>> ask, TenantStores stores, RuntimeOptions options)
{
    public async Task RunAsync(string tenant, string by, JournalRows journal, CancellationToken cancel)
    {
        await ask(new DirectoryCommand.Remove(tenant, by), options.AskTimeout, cancel);                                        // 1
        await ask(new TenantCommand.Delete(tenant, by), options.DrainTimeout + options.DeployTimeout, cancel);                 // 2
        await stores.DeleteAsync(tenant);                                                                                      // 3
        await journal.DeleteAllAsync(TenantState.JournalOf(tenant), cancel);                                                   // 4
        var forgotten = (TenantAnswer.Forgotten)await ask(new DirectoryCommand.Forget(tenant), options.AskTimeout, cancel);    // 5
        await journal.DeleteBeforeAsync(TenantDirectoryActor.JournalName, forgotten.Sequence, cancel);
    }
}
