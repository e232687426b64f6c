using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Tests.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace IntegrationActors.Storage.Tests.Postgres;

/// <summary>The writer on PostgreSQL, where a refused statement spoils the whole transaction and savepoints are dear.</summary>
public sealed class PostgresWriterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [PostgresFact]
    public async Task A_refused_write_fails_alone()
    {
        await using var database = Open(StoreHost.NewPostgres());
        await InsertAsync(database, 1);
        var (good, bad) = (new DeferredNumber(10), new DeferredNumber(1));

        database.Defer(bad);
        database.Defer(good);
        var (before, twice, after) = (InsertAsync(database, 2), InsertAsync(database, 1), InsertAsync(database, 3));

        await Task.WhenAll(before, after);
        await Assert.ThrowsAsync<PostgresException>(() => twice);
        await good.Done.WaitAsync(Patience);
        Assert.False(bad.Done.IsCompleted);
        Assert.Equal(4, await CountAsync(database));
    }

    [PostgresFact]
    public async Task A_write_that_passes_over_a_refused_statement_in_silence_is_not_acknowledged()
    {
        await using var database = Open(StoreHost.NewPostgres());
        await InsertAsync(database, 1);

        var silent = database.WriteAsync(connection =>
        {
            NumberDatabase.Insert(connection, 2);
            try
            {
                return NumberDatabase.Insert(connection, 1);
            }
            catch (PostgresException)
            {
                return true;
            }
        });
        var neighbour = InsertAsync(database, 3);

        await Assert.ThrowsAsync<PostgresException>(() => silent);
        await neighbour;
        Assert.Equal(2, await CountAsync(database));
    }

    [PostgresFact]
    public async Task Of_two_nodes_that_block_each_other_both_pass_in_the_end()
    {
        var options = StoreHost.NewPostgres();
        await using var one = Open(options);
        await using var other = Open(options);
        await Task.WhenAll(InsertAsync(one, 1), InsertAsync(other, 2));
        using var oneHolds = new ManualResetEventSlim();
        using var otherHolds = new ManualResetEventSlim();

        await Task.WhenAll(TouchAsync(one, 1, oneHolds, otherHolds, 2), TouchAsync(other, 2, otherHolds, oneHolds, 1)).WaitAsync(Patience);

        Assert.Equal(2, await CountAsync(one));
    }

    private static StoreDatabase Open(PostgresOptions options)
    {
        using var server = new PostgresServer(options);
        var schema = new StoreSchema("numbers", ["CREATE TABLE number (value INTEGER PRIMARY KEY);"]);
        return new StoreDatabase("test", server.OwnSource(server.Names.System), schema, new StoreEvents("test", NullLogger.Instance));
    }

    private static Task<bool> InsertAsync(StoreDatabase database, int value) => database.WriteAsync(connection => NumberDatabase.Insert(connection, value));

    private static Task<bool> TouchAsync(StoreDatabase database, int first, ManualResetEventSlim holds, ManualResetEventSlim otherHolds, int second) =>
        database.WriteAsync(connection =>
        {
            connection.Run($"UPDATE number SET value = value WHERE value = {first}");
            holds.Set();
            otherHolds.Wait(Patience);
            connection.Run($"UPDATE number SET value = value WHERE value = {second}");
            return true;
        });

    private static Task<long> CountAsync(StoreDatabase database) => database.ReadAsync(connection => connection.Number("SELECT count(*) FROM number"), CancellationToken.None);
}
