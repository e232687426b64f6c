namespace IntegrationActors.Storage.Idempotency;

/// <summary>
/// Table of keys. State 0 is in progress, 1 is done. The token is of whoever holds the key, or the id of the first that was remembered under it.
/// </summary>
internal static class IdempotencySchema
{
    public const string Script = """
        CREATE TABLE idempotent_key (
          scope TEXT NOT NULL, key TEXT NOT NULL, state INTEGER NOT NULL, token BLOB NOT NULL, expires INTEGER NOT NULL, outcome BLOB, PRIMARY KEY (scope, key)
        ) WITHOUT ROWID;
        CREATE INDEX idempotent_key_expires ON idempotent_key (expires);
        """;
}
