namespace IntegrationActors.Storage.Locks;

/// <summary>Table of locks. The id changes with each taking, so a stale holder does not release the lock of another.</summary>
internal static class MessageLockSchema
{
    public const string Script = """
        CREATE TABLE message_lock (
          component TEXT NOT NULL, source TEXT NOT NULL, entry TEXT NOT NULL, id BLOB NOT NULL, owner TEXT NOT NULL, message BLOB, created INTEGER NOT NULL, expires INTEGER NOT NULL,
          PRIMARY KEY (component, source, entry)
        ) WITHOUT ROWID;
        CREATE UNIQUE INDEX message_lock_id ON message_lock (id);
        CREATE INDEX message_lock_expires ON message_lock (expires);
        """;
}
