namespace IntegrationActors.Storage.IdMapping;

/// <summary>Table of mapped ids, found from both sides.</summary>
internal static class IdMappingSchema
{
    public const string Script = """
        CREATE TABLE id_mapping (
          flow TEXT NOT NULL, context TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (flow, context, source)
        ) WITHOUT ROWID;
        CREATE INDEX id_mapping_target ON id_mapping (flow, context, target);
        CREATE INDEX id_mapping_expires ON id_mapping (expires);
        """;
}
