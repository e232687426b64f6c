using Akka.Actor;
using LinqToDB;
using LinqToDB.Data;

namespace IntegrationActors.Runtime.Tenants;

/// <summary>
/// Takes rows out of the system journal. The plugin can't: it keeps the last row of an actor, with its name, to count on from there. For actors that have stopped and won't come back, and
/// for rows that a later one made void.
/// </summary>
internal sealed class JournalRows
{
    private const string Journal = "akka.persistence.journal.sql";
    private const string Snapshots = "akka.persistence.snapshot-store.sql";
    private const string Sqlite = "SQLite.MS";

    private readonly (string Provider, string Connection) _journal;
    private readonly (string Provider, string Connection) _snapshots;

    public JournalRows(ActorSystem system)
    {
        var config = system.Settings.Config;
        _journal = (config.GetString($"{Journal}.provider-name"), config.GetString($"{Journal}.connection-string"));
        _snapshots = (config.GetString($"{Snapshots}.provider-name"), config.GetString($"{Snapshots}.connection-string"));
    }

    /// <summary>All that an actor ever wrote.</summary>
    public async Task DeleteAllAsync(string actor, CancellationToken cancel)
    {
        await DeleteAsync(_journal, "DELETE FROM journal WHERE persistence_id = @actor", cancel, new DataParameter("actor", actor));
        await DeleteAsync(_snapshots, "DELETE FROM snapshot WHERE persistence_id = @actor", cancel, new DataParameter("actor", actor));
    }

    /// <summary>What an actor wrote before an entry.</summary>
    public Task DeleteBeforeAsync(string actor, long sequence, CancellationToken cancel) =>
        DeleteAsync(_journal, "DELETE FROM journal WHERE persistence_id = @actor AND sequence_number < @sequence", cancel, new DataParameter("actor", actor), new DataParameter("sequence", sequence));

    private static async Task DeleteAsync((string Provider, string Connection) database, string sql, CancellationToken cancel, params DataParameter[] parameters)
    {
        await using var connection = new DataConnection(new DataOptions().UseConnectionString(database.Provider, database.Connection));
        var isSqlite = string.Equals(database.Provider, Sqlite, StringComparison.Ordinal);
        if (isSqlite)
        {
            // What is deleted is overwritten too, in the file and in the write-ahead log.
            await new CommandInfo(connection, "PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON").ExecuteAsync(cancel);
        }

        await new CommandInfo(connection, sql, parameters).ExecuteAsync(cancel);
        if (isSqlite)
        {
            await new CommandInfo(connection, "PRAGMA wal_checkpoint(TRUNCATE)").ExecuteAsync(cancel);
        }
    }
}
