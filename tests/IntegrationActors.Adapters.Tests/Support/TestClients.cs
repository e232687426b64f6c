using System.Collections.Concurrent;
using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Sender clients of all tenants, in memory.</summary>
internal sealed class TestClients : IClientDirectories
{
    private readonly ConcurrentDictionary<(string Tenant, string Id), SenderClient> _clients = new();

    public void Add(string tenant, string id, string secret, params string[] roles) => _clients[(tenant, id)] = new SenderClient(id, roles, [SecretHash.Create(secret)]);

    public void Remove(string tenant, string id) => _clients.TryRemove((tenant, id), out _);

    public IClientDirectory Of(string tenant) => new Directory(this, tenant);

    private sealed class Directory(TestClients clients, string tenant) : IClientDirectory
    {
        public ValueTask<SenderClient?> FindAsync(string clientId, CancellationToken cancel) => new(clients._clients.GetValueOrDefault((tenant, clientId)));
    }
}
