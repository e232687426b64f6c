using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Commands;

/// <summary>The plain lists of <c>ia get</c>.</summary>
internal static class Lists
{
    public static IReadOnlyList<ICliCommand> All { get; } =
    [
        new ListCommand("flows", "Lists the flows of the tenant with what they are doing.", run => run.InTenant("flows"), "name", Flows),
        new ListCommand("channels", "Lists the sender channels of the tenant: connected, trying again with the reason and when, or stopped.", run => run.InTenant("channels"), "channel", Channels),
        new ListCommand("queues", "Lists the queues of the tenant with how many messages wait in them.", run => run.InTenant("queues"), "name", Queues),
        new ListCommand("datastores", "Lists the data stores of the tenant that have entries.", run => run.InTenant("datastores"), "name", DataStores),
        new ListCommand("variables", "Lists the variables of the tenant without their values.", run => run.InTenant("variables"), "name", Variables),
        new ListCommand("number-ranges", "Lists the number ranges of the tenant with the number that each gives out next.", run => run.InTenant("number-ranges"), "name", NumberRanges),
        new ListCommand("aggregations", "Lists what aggregators of the tenant gather, and what of it is set aside.", run => run.InTenant("aggregations") + "?limit=1000", "number", Aggregations),
        new ListCommand("locks", "Lists the newest 500 message locks of the tenant.", run => run.InTenant("locks"), "id", Locks),
        new ListCommand("tenants", "Lists the tenants.", _ => "tenants", "name", [Column.Of("NAME", "name")]),
        new ListCommand("clients", "Lists the sender clients of the tenant.", run => run.InTenant("clients"), "id", Clients),
        new ListCommand("credentials", "Lists the credentials of the tenant; secrets are never shown.", run => run.InTenant("credentials"), "name", Credentials),
        new ListCommand("tokens", "Lists the access tokens of administrators; the tokens themselves are never shown.", _ => "tokens", "id", Tokens),
    ];

    public static IReadOnlyList<Column> NumberRanges =>
    [
        Column.Of("NAME", "name"),
        Column.Of("MINIMUM", "minimum"),
        Column.Of("MAXIMUM", "maximum"),
        Column.Of("LENGTH", "fieldLength"),
        Column.Of("ROTATES", "rotate"),
        Column.Of("LAST", "last"),
        Column.Of("NEXT", "next"),
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

    private static IReadOnlyList<Column> Channels =>
    [
        Column.Of("FLOW", "flow"),
        Column.Of("CHANNEL", "channel"),
        Column.Of("STATE", "state"),
        Column.OfTime("SINCE", "since"),
        Column.OfTime("NEXT TRY", "nextTry"),
        Column.Of("REASON", "reason"),
        Column.Of("ACTIVITY", "activity"),
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

    private static IReadOnlyList<Column> DataStores =>
    [
        Column.Of("NAME", "name"),
        OfFlow,
        Column.Of("ENTRIES", "entries"),
        Column.Of("OVERDUE", "overdue"),
    ];

    private static IReadOnlyList<Column> Variables =>
    [
        Column.Of("NAME", "name"),
        OfFlow,
        Column.Of("TYPE", "type"),
        Column.OfTime("WRITTEN", "written"),
        Column.OfTime("EXPIRES", "expires"),
    ];

    private static IReadOnlyList<Column> Aggregations =>
    [
        Column.Of("NUMBER", "number"),
        Column.Of("FLOW", "flow"),
        Column.Of("AGGREGATOR", "aggregator"),
        Column.Of("CORRELATION", "correlation"),
        Column.Of("STATUS", "status"),
        Column.Of("MESSAGES", "messages"),
        Column.OfTime("STARTED", "started"),
        Column.OfTime("DUE", "due"),
        Column.Of("RETRIES", "retries", wide: true),
        Column.Of("CRASHES", "crashes", wide: true),
        Column.Of("MESSAGE", "message", wide: true),
    ];

    private static IReadOnlyList<Column> Locks =>
    [
        Column.Of("ID", "id"),
        Column.Of("COMPONENT", "component"),
        Column.Of("SOURCE", "source"),
        Column.Of("ENTRY", "entry"),
        Column.OfTime("EXPIRES", "expires"),
        Column.OfTime("CREATED", "created", wide: true),
        Column.Of("OWNER", "owner", wide: true),
        Column.Of("MESSAGE", "message", wide: true),
    ];

    // What all flows see belongs to none.
    private static Column OfFlow => new("FLOW", item => Api.JsonReading.Text(item, "flow") ?? "all");

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
