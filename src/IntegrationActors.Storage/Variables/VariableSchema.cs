namespace IntegrationActors.Storage.Variables;

/// <summary>Table of variables. The scope is the name of a flow, or empty.</summary>
internal static class VariableSchema
{
    public const string Script = """
        CREATE TABLE variable (
          flow TEXT NOT NULL, name TEXT NOT NULL, type INTEGER NOT NULL, written INTEGER NOT NULL, expires INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (flow, name)
        ) WITHOUT ROWID;
        CREATE INDEX variable_expires ON variable (expires);
        """;
}
