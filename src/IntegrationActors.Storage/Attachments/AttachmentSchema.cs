namespace IntegrationActors.Storage.Attachments;

/// <summary>Table of attachments of the message processing log; the id also names the content. The second index gives the bytes of a day without reading rows.</summary>
internal static class AttachmentSchema
{
    public const string Script = """
        CREATE TABLE log_attachment (
          id BLOB NOT NULL PRIMARY KEY, message BLOB NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL, length INTEGER NOT NULL, written INTEGER NOT NULL, dropped INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX log_attachment_message ON log_attachment (message);
        CREATE INDEX log_attachment_kept ON log_attachment (written, length) WHERE dropped = 0;
        """;
}
