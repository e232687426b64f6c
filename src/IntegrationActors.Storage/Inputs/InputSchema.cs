namespace IntegrationActors.Storage.Inputs;

/// <summary>Tables of kept inputs. Both go with the messages that they belong to.</summary>
internal static class InputSchema
{
    public const string Script = """
        CREATE TABLE message_input (id BLOB PRIMARY KEY, flow TEXT NOT NULL, entry INTEGER NOT NULL, content BLOB NOT NULL);
        CREATE TABLE resend (original BLOB NOT NULL, successor BLOB NOT NULL, started INTEGER NOT NULL, starter TEXT NOT NULL, PRIMARY KEY (original, successor)) WITHOUT ROWID;
        """;
}
