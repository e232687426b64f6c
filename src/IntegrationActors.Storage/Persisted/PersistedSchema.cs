namespace IntegrationActors.Storage.Persisted;

/// <summary>Table of messages that Persist steps kept; the id also names the content.</summary>
internal static class PersistedSchema
{
    public const string Script = """
        CREATE TABLE persisted_message (
          id BLOB NOT NULL PRIMARY KEY, exchange BLOB NOT NULL, flow TEXT NOT NULL, step TEXT NOT NULL, length INTEGER NOT NULL, written INTEGER NOT NULL, expires INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX persisted_message_exchange ON persisted_message (exchange);
        CREATE INDEX persisted_message_expires ON persisted_message (expires);
        """;
}
