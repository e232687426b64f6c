using IntegrationActors.Storage.Aggregations;
using IntegrationActors.Storage.Attachments;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Inputs;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.DataStores;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.IdMapping;
using IntegrationActors.Storage.Locks;
using IntegrationActors.Storage.NumberRanges;
using IntegrationActors.Storage.Persisted;
using IntegrationActors.Storage.Variables;

namespace IntegrationActors.Storage;

/// <summary>Tables of a tenant store. Times are microseconds since 1970; message ids are 16 bytes that sort by time.</summary>
internal static class TenantSchema
{
    // Correlation id is NULL when it is the message's own id. Statuses: 2 is COMPLETED, which nearly all rows are. Keys and steps are packed (see PackedKeys,
    // PackedSteps); message_key exists for searching alone. A trace has a rowid so that expired rows are the first ones. Indexes name the id, which SQLite appends
    // anyway, so that those of PostgreSQL give the rows in the order of time too.
    private const string MessageLog = """
        CREATE TABLE flow (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE message (
          id BLOB PRIMARY KEY, flow INTEGER NOT NULL, version INTEGER NOT NULL, level INTEGER NOT NULL, status INTEGER NOT NULL,
          started INTEGER NOT NULL, duration INTEGER NOT NULL, correlation TEXT, application_id TEXT, message_type TEXT, custom_status TEXT,
          sender TEXT, receiver TEXT, predecessor BLOB, intermediate_error INTEGER NOT NULL,
          fault_code TEXT, fault_message TEXT, fault_hint TEXT, fault_step TEXT, fault_place TEXT,
          step_total INTEGER NOT NULL, steps BLOB, keys BLOB
        ) WITHOUT ROWID;
        CREATE INDEX message_flow ON message (flow, id);
        CREATE INDEX message_status ON message (status, id) WHERE status <> 2;
        CREATE INDEX message_correlation ON message (correlation, id) WHERE correlation IS NOT NULL;
        CREATE INDEX message_application ON message (application_id, id) WHERE application_id IS NOT NULL;

        CREATE TABLE message_key (name TEXT NOT NULL, value TEXT NOT NULL, id BLOB NOT NULL, PRIMARY KEY (name, value, id)) WITHOUT ROWID;

        CREATE TABLE trace (
          number INTEGER PRIMARY KEY, id BLOB NOT NULL, sequence INTEGER NOT NULL, node INTEGER NOT NULL, point TEXT NOT NULL,
          written INTEGER NOT NULL, body_length INTEGER NOT NULL, content BLOB NOT NULL
        );
        CREATE UNIQUE INDEX trace_message ON trace (id, sequence);
        """;

    private const string DeploymentAndSecurity = """
        CREATE TABLE artifact (hash TEXT PRIMARY KEY, stored INTEGER NOT NULL, content BLOB NOT NULL);

        CREATE TABLE flow_plan (flow TEXT NOT NULL, version INTEGER NOT NULL, nodes TEXT NOT NULL, PRIMARY KEY (flow, version)) WITHOUT ROWID;

        CREATE TABLE client (id TEXT PRIMARY KEY, roles TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE client_secret (
          number INTEGER PRIMARY KEY AUTOINCREMENT, client TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
          hash TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER
        );
        CREATE INDEX client_secret_client ON client_secret (client);

        CREATE TABLE credential (
          name TEXT PRIMARY KEY, kind INTEGER NOT NULL, "user" TEXT, subject TEXT, fingerprint TEXT, expires INTEGER,
          created INTEGER NOT NULL, changed INTEGER NOT NULL, secret BLOB NOT NULL
        ) WITHOUT ROWID;
        """;

    // Set by few messages, so that the others pay nothing for them. (Not so for sender and receiver, see below.)
    private const string WellKnownHeaders = """
        CREATE INDEX message_sender ON message (sender) WHERE sender IS NOT NULL;
        CREATE INDEX message_receiver ON message (receiver) WHERE receiver IS NOT NULL;
        CREATE INDEX message_custom_status ON message (custom_status, id) WHERE custom_status IS NOT NULL;
        CREATE INDEX message_type ON message (message_type, id) WHERE message_type IS NOT NULL;
        """;

    // Nearly all messages have a sender and a receiver, and for days the same ones: see MessagePartners. A minute is given by the ids that it begins and ends with.
    private const string DropPartnerIndexes = """
        DROP INDEX message_sender;
        DROP INDEX message_receiver;

        """;

    private const string PartnerTable = """
        CREATE TABLE message_partner (role INTEGER NOT NULL, name TEXT NOT NULL, first BLOB NOT NULL, last BLOB NOT NULL, PRIMARY KEY (role, name, first)) WITHOUT ROWID;

        """;

    // No store on PostgreSQL is so old that it has messages without their partners.
    private const string FillPartners = """
        INSERT INTO message_partner (role, name, first, last)
        SELECT role, name, unhex(printf('%012x' || tail, minute * 60000)), unhex(printf('%012x' || tail, (minute + 1) * 60000)) FROM (
          SELECT 1 AS role, sender AS name, started / 60000000 AS minute FROM message WHERE sender IS NOT NULL
          UNION
          SELECT 2, receiver, started / 60000000 FROM message WHERE receiver IS NOT NULL
        ), (SELECT '00000000000000000000' AS tail);
        """;

    /// <summary>One for each version, from 1.</summary>
    public static IReadOnlyList<StoreScript> Scripts { get; } =
    [
        MessageLog, DeploymentAndSecurity, WellKnownHeaders,
        new StoreScript(DropPartnerIndexes + PartnerTable + FillPartners, ScriptKind.Contract) { Postgres = PostgresSql.Script(DropPartnerIndexes + PartnerTable) },
        QueueSchema.Script, ContentSchema.Script, KeySchema.Script, InputSchema.Script,
        DataStoreSchema.Script, VariableSchema.Script, NumberRangeSchema.Script, IdMappingSchema.Script,
        AggregationSchema.Script, IdempotencySchema.Script, MessageLockSchema.Script, PersistedSchema.Script, AttachmentSchema.Script,
        AggregationSchema.Completion,
        QueueSchema.Lean,
        AggregationSchema.Tries,
    ];

    public static StoreSchema Current { get; } = new("tenant store", Scripts);
}
