using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;
using IntegrationActors.Security;
using IntegrationActors.Storage.Clients;

namespace IntegrationActors.Management.Clients;

/// <summary>Sender clients of tenants and their secrets. A secret is shown once and stored as a hash; a client may have several, so that one can be rotated without a gap.</summary>
internal sealed class SenderClients(TenantDirectory tenants)
{
    public async Task<IReadOnlyList<ClientView>> ListAsync(string tenant, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return [.. (await store.Clients.ListAsync(cancel)).Select(ClientView.Of)];
    }

    public async Task<ClientView> FindAsync(string tenant, string id, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return await store.Clients.GetAsync(id, cancel) is { } client ? ClientView.Of(client) : throw NotFound(id);
    }

    public async Task<NewSecretView> CreateAsync(string tenant, ClientRequest request, CancellationToken cancel)
    {
        var id = Naming.Check(request.Id, "id of a client");
        var roles = CheckRoles(request.Roles ?? []);
        var store = await tenants.StoreAsync(tenant, cancel);
        if (await store.Clients.GetAsync(id, cancel) is not null)
        {
            throw ProblemException.Exists($"there is a client '{id}' already; POST to its secrets gives it a further one, PUT sets its roles");
        }

        await store.Clients.PutAsync(id, roles);
        return await AddSecretAsync(store.Clients, id);
    }

    public async Task<ClientView> SetRolesAsync(string tenant, string id, ClientRoles request, CancellationToken cancel)
    {
        var roles = CheckRoles(request.Roles);
        var store = await tenants.StoreAsync(tenant, cancel);
        _ = await store.Clients.GetAsync(id, cancel) ?? throw NotFound(id);
        await store.Clients.PutAsync(id, roles);
        return await FindAsync(tenant, id, cancel);
    }

    public async Task<NewSecretView> AddSecretAsync(string tenant, string id, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        return await AddSecretAsync(store.Clients, id);
    }

    public async Task RevokeSecretAsync(string tenant, string id, long secret, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        if (!await store.Clients.RemoveSecretAsync(id, secret))
        {
            throw ProblemException.NotFound($"client '{id}' has no secret {secret}");
        }
    }

    public async Task DeleteAsync(string tenant, string id, CancellationToken cancel)
    {
        var store = await tenants.StoreAsync(tenant, cancel);
        if (!await store.Clients.DeleteAsync(id))
        {
            throw NotFound(id);
        }
    }

    private static async Task<NewSecretView> AddSecretAsync(ClientStore clients, string id)
    {
        var text = SecretText.Generate();
        var secret = await clients.AddSecretAsync(id, SecretHash.Create(text), expires: null) ?? throw NotFound(id);
        return new NewSecretView(id, secret.Number, text);
    }

    private static IReadOnlyList<string> CheckRoles(IEnumerable<string> roles) =>
        [.. roles.Select(r => Naming.Check(r, "name of a role")).Distinct(StringComparer.Ordinal)];

    private static ProblemException NotFound(string id) => ProblemException.NotFound($"there is no client '{id}'");
}
