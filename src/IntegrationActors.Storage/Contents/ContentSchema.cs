namespace IntegrationActors.Storage.Contents;

/// <summary>Tables of large contents, of messages that other tables refer to, and of what all of it takes.</summary>
internal static class ContentSchema
{
    // Chunks are large, so their table is found by an index and has its rows in order of arrival. The last one is marked, since it is encrypted as such.
    // A content that no row claims is an orphan, or was given up.
    public const string Script = """
        CREATE TABLE content (id BLOB NOT NULL PRIMARY KEY, kind INTEGER NOT NULL, created INTEGER NOT NULL, claimed INTEGER NOT NULL, length INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX content_unclaimed ON content (created) WHERE claimed = 0;
        CREATE TABLE content_chunk (content BLOB NOT NULL, number INTEGER NOT NULL, last INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (content, number));

        CREATE TABLE message_part (
          owner BLOB NOT NULL, number INTEGER NOT NULL, length INTEGER NOT NULL, stored INTEGER NOT NULL, content BLOB, about BLOB NOT NULL, body BLOB,
          PRIMARY KEY (owner, number)
        );

        CREATE TABLE storage_usage (kind INTEGER NOT NULL, share INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (kind, share)) WITHOUT ROWID;
        INSERT INTO storage_usage (kind, share, bytes) SELECT 2, 0, coalesce(sum(length(content)), 0) FROM trace;
        """;
}
