using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>The plain lists of <c>ia get</c>.</summary>
internal static class Lists
{
    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new ListCommand("flows", "Lists the flows of the tenant with what they are doing.", run => run.InTenant("flows"), "name", Flows),
        new ListCommand("queues", "Lists the queues of the tenant with how many messages wait in them.", run => run.InTenant("queues"), "name", Queues),
        new ListCommand("tenants", "Lists the tenants.", _ => "tenants", "name", [Column.Of("NAME", "name")]),
        new ListCommand("clients", "Lists the sender clients of the tenant.", run => run.InTenant("clients"), "id", Clients),
        new ListCommand("credentials", "Lists the credentials of the tenant; secrets are never shown.", run => run.InTenant("credentials"), "name", Credentials),
        new ListCommand("tokens", "Lists the access tokens of administrators; the tokens themselves are never shown.", _ => "tokens", "id", Tokens),
    ];

    private static IReadOnlyList<Column> Flows =>
    [
        Column.Of("NAME", "name"),
        Column.Of("VERSION", "version"),
        Column.Of("STATUS", "status"),
        Column.Of("RUNNING", "runningVersion"),
        Column.Of("LOG", "logLevel"),
        Column.OfList("ENDPOINTS", "endpoints"),
        Column.OfTime("DEPLOYED", "deployedAt"),
        Column.Of("BY", "deployedBy", wide: true),
        Column.Of("IN FLIGHT", "inFlight", wide: true),
        Column.Of("WAITING", "waiting", wide: true),
        Column.Of("REASON", "reason", wide: true),
    ];

    private static IReadOnlyList<Column> Queues =>
    [
        Column.Of("NAME", "name"),
        Column.Of("ACCESS", "access"),
        new("STATE", QueueState.Of),
        Column.Of("WAITING", "waiting"),
        Column.Of("PROCESSING", "processing"),
        Column.Of("RETRYING", "retrying"),
        Column.Of("OVERDUE", "overdue"),
        Column.Of("SET ASIDE", "setAside"),
        Column.OfTime("OLDEST", "oldest"),
        Column.Of("BYTES", "bytes", wide: true),
        Column.Of("CONSUMERS", "consumers", wide: true),
    ];

    private static IReadOnlyList<Column> Clients =>
    [
        Column.Of("ID", "id"),
        Column.OfList("ROLES", "roles"),
        new("SECRET IDS", Secrets),
        Column.OfTime("CREATED", "created"),
    ];

    private static IReadOnlyList<Column> Credentials =>
    [
        Column.Of("NAME", "name"),
        Column.Of("KIND", "kind"),
        Column.Of("USER", "user"),
        Column.OfTime("CREATED", "created"),
        Column.OfTime("EXPIRES", "expires"),
        Column.Of("FINGERPRINT", "fingerprint", wide: true),
    ];

    private static IReadOnlyList<Column> Tokens =>
    [
        Column.Of("ID", "id"),
        Column.Of("NAME", "name"),
        new("TENANT", token => Api.JsonReading.Text(token, "tenant") ?? "all"),
        Column.Of("OWNER", "owner"),
        Column.OfTime("CREATED", "created"),
        Column.OfTime("EXPIRES", "expires"),
    ];

    private static string Secrets(System.Text.Json.Nodes.JsonNode client) =>
        string.Join(", ", Api.JsonReading.Items(client, "secrets").Select(s => Api.JsonReading.Text(s, "id")));
}
