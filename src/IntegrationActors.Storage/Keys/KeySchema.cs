namespace IntegrationActors.Storage.Keys;

/// <summary>Keys of the tenant, each wrapped by the master key. The highest id encrypts; 0 stands for records that were made before there were tenant keys, and has nothing to wrap.</summary>
internal static class KeySchema
{
    public const string Script = """
        CREATE TABLE tenant_key (id INTEGER PRIMARY KEY, created INTEGER NOT NULL, retired INTEGER, wrapped BLOB NOT NULL);
        """;
}
