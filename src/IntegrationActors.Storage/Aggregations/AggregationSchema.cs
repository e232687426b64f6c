namespace IntegrationActors.Storage.Aggregations;

/// <summary>
/// Tables of aggregations. At most one of a key is open; one that was taken (<c>lease</c> above 0) is closed for good. <c>due</c> is the time-out while it is open, then the end of the lock.
/// </summary>
internal static class AggregationSchema
{
    public const string Script = """
        CREATE TABLE aggregation (
          number INTEGER PRIMARY KEY AUTOINCREMENT, flow TEXT NOT NULL, aggregator TEXT NOT NULL, correlation TEXT NOT NULL, lease INTEGER NOT NULL,
          messages INTEGER NOT NULL, started INTEGER NOT NULL, due INTEGER NOT NULL
        );
        CREATE UNIQUE INDEX aggregation_open ON aggregation (flow, aggregator, correlation) WHERE lease = 0;
        CREATE INDEX aggregation_due ON aggregation (flow, aggregator, due);
        CREATE INDEX aggregation_left ON aggregation (due);

        CREATE TABLE aggregation_member (
          aggregation INTEGER NOT NULL, message BLOB NOT NULL, owner BLOB NOT NULL, sequence INTEGER, PRIMARY KEY (aggregation, message)
        ) WITHOUT ROWID;
        """;

    /// <summary>
    /// What completes an aggregation: its bytes, the place of its last message (0: it has none, but has come), and what has completed it. A complete one is closed like one that was taken, and due.
    /// Members of before have no number of arrival: they stand in the order of their owners' ids.
    /// </summary>
    public const string Completion = """
        ALTER TABLE aggregation ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE aggregation ADD COLUMN last INTEGER;
        ALTER TABLE aggregation ADD COLUMN completion INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE aggregation_member ADD COLUMN arrival INTEGER NOT NULL DEFAULT 0;
        """;

    /// <summary>What became of runs: whether one has it now, how many failed, how many nobody settled, and whether it was set aside for that.</summary>
    public const string Tries = """
        ALTER TABLE aggregation ADD COLUMN taken INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE aggregation ADD COLUMN retries INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE aggregation ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE aggregation ADD COLUMN aside INTEGER NOT NULL DEFAULT 0;
        """;
}
