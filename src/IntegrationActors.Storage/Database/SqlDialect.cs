namespace IntegrationActors.Storage.Database;

/// <summary>Statements are written in what both have in common; where that is slow, a kind of write gives each its own.</summary>
internal enum SqlDialect
{
    /// <summary>A statement costs a microsecond: one per row, one savepoint per write.</summary>
    Sqlite,

    /// <summary>A statement costs a round trip: rows go as arrays (<see cref="RowSql"/>, <see cref="Statement.BindArray(int, long[])"/>).</summary>
    Postgres,
}
