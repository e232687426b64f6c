using System.Text.Json;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Clients;

/// <summary>A client as it is stored.</summary>
internal sealed record ClientRow(string Id, IReadOnlyList<string> Roles, DateTimeOffset Created, DateTimeOffset Changed)
{
    /// <summary>Newest first.</summary>
    public List<(ClientSecret Secret, string Hash)> Secrets { get; } = [];

    public ClientDetails Details => new(Id, Roles, Created, Changed, [.. Secrets.Select(s => s.Secret)]);

    /// <summary>What the client may do at this time, and until when that holds.</summary>
    public (SenderClient Client, DateTimeOffset Until) At(DateTimeOffset now)
    {
        var valid = Secrets.Where(s => !(s.Secret.Expires <= now)).ToList();
        return (new SenderClient(Id, Roles, [.. valid.Select(s => s.Hash)]), valid.Min(s => s.Secret.Expires) ?? DateTimeOffset.MaxValue);
    }

    public static Dictionary<string, ClientRow> ReadAll(StoreConnection connection)
    {
        var clients = new Dictionary<string, ClientRow>(StringComparer.Ordinal);
        using (var find = connection.Prepare("SELECT id, roles, created, changed FROM client"))
        {
            while (find.Step())
            {
                clients.Add(find.Text(0), new(find.Text(0), ReadRoles(find.Text(1)), find.Time(2), find.Time(3)));
            }
        }

        using var secrets = connection.Prepare("SELECT client, number, created, expires, hash FROM client_secret ORDER BY number DESC");
        while (secrets.Step())
        {
            clients[secrets.Text(0)].Secrets.Add((new(secrets.Int64(1), secrets.Time(2), secrets.TimeOrNull(3)), secrets.Text(4)));
        }

        return clients;
    }

    public static string WriteRoles(IReadOnlyList<string> roles) => JsonSerializer.Serialize(roles, ClientJson.Default.IReadOnlyListString);

    private static IReadOnlyList<string> ReadRoles(string json) => JsonSerializer.Deserialize(json, ClientJson.Default.IReadOnlyListString) ?? [];
}
