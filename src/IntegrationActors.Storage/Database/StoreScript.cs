namespace IntegrationActors.Storage.Database;

/// <summary>What a script means for programs that do not know it, such as the nodes of a cluster that are not updated yet.</summary>
internal enum ScriptKind
{
    /// <summary>It only adds: they go on using the store.</summary>
    Expand,

    /// <summary>It takes away or changes the meaning of what they use: they are refused.</summary>
    Contract,
}

/// <summary>A step of a schema, written for SQLite and translated for PostgreSQL word by word.</summary>
/// <param name="Sql">Statements in the SQL of SQLite.</param>
/// <param name="Kind">Who may go on with the store afterwards.</param>
internal sealed record StoreScript(string Sql, ScriptKind Kind = ScriptKind.Expand)
{
    /// <summary>The same in the SQL of PostgreSQL, where the words do not translate; null: they do.</summary>
    public string? Postgres { get; init; }

    public static implicit operator StoreScript(string sql) => new(sql);
}
