using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>Tables of queues.</summary>
internal static class QueueSchema
{
    // Who has a message is noted in owner, an incarnation of a node that is never used again; taken counts the takings, so that each settles its own alone. A message that goes straight from the one who puts it to a consumer of the same node
    // is in no index but that of its owner. In an exclusive queue messages stay in line (state 0) while they wait for a further try.
    public const string Script = """
        CREATE TABLE store_owner (id INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, alive_until INTEGER NOT NULL);

        CREATE TABLE queue (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, access INTEGER NOT NULL, created INTEGER NOT NULL, paused INTEGER NOT NULL, owner INTEGER
        );

        CREATE TABLE queue_message (
          number INTEGER PRIMARY KEY, queue INTEGER NOT NULL REFERENCES queue (id), id BLOB NOT NULL, state INTEGER NOT NULL, owner INTEGER, taken INTEGER NOT NULL, due INTEGER NOT NULL,
          retries INTEGER NOT NULL, crashes INTEGER NOT NULL, enqueued INTEGER NOT NULL, overdue INTEGER NOT NULL, expires INTEGER NOT NULL, size INTEGER NOT NULL,
          parts INTEGER NOT NULL, stored INTEGER NOT NULL, fault_code TEXT, fault_message TEXT, content BLOB NOT NULL
        );
        CREATE INDEX queue_message_line ON queue_message (queue, number, overdue, due, retries, size, enqueued) WHERE owner IS NULL AND state = 0;
        CREATE INDEX queue_message_suspect ON queue_message (queue, number) WHERE owner IS NULL AND state = 0 AND crashes > 0;
        CREATE INDEX queue_message_retry ON queue_message (queue, due, overdue, retries, size, enqueued) WHERE owner IS NULL AND state = 1;
        CREATE INDEX queue_message_aside ON queue_message (queue, number, overdue, due, retries, size, enqueued) WHERE owner IS NULL AND state = 2;
        CREATE INDEX queue_message_owner ON queue_message (owner, queue, overdue, due, retries, size, enqueued) WHERE owner IS NOT NULL;
        CREATE INDEX queue_message_expiry ON queue_message (expires) WHERE owner IS NULL;
        CREATE INDEX queue_message_id ON queue_message (id) WHERE owner IS NULL;
        """;

    // SQLite takes a foreign key out of no table, so there is a new one.
    private const string LeanSqlite = """
        CREATE TABLE lean_message (
          number INTEGER PRIMARY KEY, queue INTEGER NOT NULL, id BLOB NOT NULL, state INTEGER NOT NULL, owner INTEGER, taken INTEGER NOT NULL, due INTEGER NOT NULL,
          retries INTEGER NOT NULL, crashes INTEGER NOT NULL, enqueued INTEGER NOT NULL, overdue INTEGER NOT NULL, expires INTEGER NOT NULL, size INTEGER NOT NULL,
          parts INTEGER NOT NULL, stored INTEGER NOT NULL, fault_code TEXT, fault_message TEXT, content BLOB NOT NULL
        );
        INSERT INTO lean_message SELECT * FROM queue_message;
        DROP TABLE queue_message;
        ALTER TABLE lean_message RENAME TO queue_message;
        CREATE INDEX queue_message_line ON queue_message (queue, number, overdue, due, retries, size, enqueued) WHERE owner IS NULL AND state = 0;
        CREATE INDEX queue_message_suspect ON queue_message (queue, number) WHERE owner IS NULL AND state = 0 AND crashes > 0;
        CREATE INDEX queue_message_retry ON queue_message (queue, due, overdue, retries, size, enqueued) WHERE owner IS NULL AND state = 1;
        CREATE INDEX queue_message_aside ON queue_message (queue, number, overdue, due, retries, size, enqueued) WHERE owner IS NULL AND state = 2;
        CREATE INDEX queue_message_owner ON queue_message (owner, queue) WHERE owner IS NOT NULL;
        CREATE INDEX queue_message_expiry ON queue_message (expires) WHERE owner IS NULL;
        CREATE INDEX queue_message_id ON queue_message (id) WHERE owner IS NULL;
        """;

    private const string LeanPostgres = """
        ALTER TABLE queue_message DROP CONSTRAINT queue_message_queue_fkey;
        DROP INDEX queue_message_owner;
        CREATE INDEX queue_message_owner ON queue_message (owner, queue) WHERE owner IS NOT NULL;
        """;

    /// <summary>
    /// Makes a message that is put in cheaper: that its queue exists is asked once for a batch (<see cref="QueueRows.Exists"/>), not by a foreign key for each row; what somebody has is little and is counted in the table.
    /// </summary>
    public static readonly StoreScript Lean = new(LeanSqlite, ScriptKind.Contract) { Postgres = LeanPostgres };
}
