using IntegrationActors.Adapters.Https.Sender.Authentication;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;

namespace IntegrationActors.Cli.Local.Running;

/// <summary>The one sender client of a local run: it may send to every channel.</summary>
internal sealed class LocalClients : IClientDirectories, IClientDirectory
{
    /// <summary>Id and secret. No secret at all: only this machine reaches the listener, and nothing else knows the client.</summary>
    public const string Name = "dev";

    private static readonly string[] Secrets = [SecretHash.Create(Name)];

    private volatile SenderClient _client = new(Name, [], Secrets);

    /// <summary>Gives the client these roles, beside those that it has.</summary>
    public void Allow(IEnumerable<string> roles) => _client = _client with { Roles = [.. _client.Roles.Union(roles, StringComparer.Ordinal)] };

    public IClientDirectory Of(string tenant) => this;

    public ValueTask<SenderClient?> FindAsync(string clientId, CancellationToken cancel) =>
        ValueTask.FromResult(string.Equals(clientId, Name, StringComparison.Ordinal) ? _client : null);
}
