using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>A connection on which some statements say something else than the product wrote.</summary>
internal sealed class PlantedConnection(StoreConnection inner, PlantedFault fault) : StoreConnection
{
    /// <summary>Whether the product has the statement that the fault changes.</summary>
    public bool HasPlanted { get; private set; }

    /// <summary>The next commit undoes the transaction instead.</summary>
    public bool LosesNextCommit { get; set; }

    public override int Statements => inner.Statements;

    public override Statement Prepare(string sql) => inner.Prepare(Change(sql));

    public override void Execute(string script) => inner.Execute(script);

    public override void Begin() => inner.Begin();

    public override void Probe() => inner.Probe();

    public override bool IsFatal(Exception exception) => inner.IsFatal(exception);

    public override void Interrupt() => inner.Interrupt();

    public override void Dispose() => inner.Dispose();

    private string Change(string sql)
    {
        if (LosesNextCommit && sql == "COMMIT")
        {
            LosesNextCommit = false;
            return "ROLLBACK";
        }

        return fault switch
        {
            PlantedFault.LostLease => Replace(Replace(sql, "number = ?1 AND owner = ?2 AND taken = ?3", "number = ?1 AND ?2 + ?3 >= 0"), "number = ?1 AND owner = ?2 AND taken = ?9", "number = ?1 AND ?2 + ?9 >= 0"),
            PlantedFault.Reorder => Replace(sql, "AND number <= ?4", "AND number = ?4"),
            _ => sql,
        };
    }

    private string Replace(string sql, string what, string by)
    {
        HasPlanted |= sql.Contains(what, StringComparison.Ordinal);
        return sql.Replace(what, by, StringComparison.Ordinal);
    }
}
