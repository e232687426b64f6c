using IntegrationActors.Storage.Clients;

namespace IntegrationActors.Management.Clients;

/// <summary>A sender client: a technical user that sends messages to flows and never uses this API.</summary>
/// <param name="Id">Unique within the tenant; the user name of its requests.</param>
/// <param name="Roles">What it may send to: compared with the role of a channel.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Secrets">Its secrets, newest first, without the secrets themselves.</param>
public sealed record ClientView(string Id, IReadOnlyList<string> Roles, DateTimeOffset Created, IReadOnlyList<ClientSecretView> Secrets)
{
    internal static ClientView Of(ClientDetails client) =>
        new(client.Id, client.Roles, client.Created, [.. client.Secrets.Select(s => new ClientSecretView(s.Number, s.Created, s.Expires))]);
}

/// <summary>A secret of a client.</summary>
/// <param name="Id">Its number, to revoke it.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it stops working; null: never.</param>
public sealed record ClientSecretView(long Id, DateTimeOffset Created, DateTimeOffset? Expires);
