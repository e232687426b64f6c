using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Postgres;

namespace IntegrationActors.Storage.Tests.Postgres;

public sealed class PostgresMigrationTests : IDisposable
{
    private const string First = "CREATE TABLE a (x INTEGER);";
    private const string Second = "INSERT INTO a (x) VALUES (1);";

    private readonly PostgresServer? _server = PostgresProcess.Obstacle is null ? new PostgresServer(StoreHost.NewPostgres()) : null;

    [PostgresFact]
    public async Task Of_many_nodes_that_start_at_once_one_migrates()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrate(First, Second))));

        Assert.Equal((1, 2), (Number("SELECT count(*) FROM a"), Number("SELECT version FROM store_version")));
    }

    [PostgresFact]
    public void An_older_program_goes_on_with_a_store_to_which_a_newer_one_only_added()
    {
        Migrate(First, Second);

        Migrate(First);

        Assert.Equal(2, Number("SELECT version FROM store_version"));
    }

    [PostgresFact]
    public void An_older_program_is_refused_when_a_newer_one_took_away_what_it_uses()
    {
        Migrate(First, new StoreScript("DROP TABLE a;", ScriptKind.Contract), "CREATE TABLE b (x INTEGER);");

        var refusal = Assert.Throws<StoreVersionException>(() => Migrate(First));

        Assert.Contains("version 3", refusal.Message);
        Migrate(First, "");
    }

    [PostgresFact]
    public void A_script_that_fails_leaves_the_version_before()
    {
        Assert.ThrowsAny<Npgsql.PostgresException>(() => Migrate(First, "CREATE TABLE c (x INTEGER); CREATE TABLE c (x INTEGER);"));

        Assert.Equal((1, 0), (Number("SELECT version FROM store_version"), Number("SELECT CASE WHEN to_regclass('c') IS NULL THEN 0 ELSE 1 END")));
    }

    public void Dispose() => _server?.Dispose();

    private void Migrate(params StoreScript[] scripts)
    {
        using var source = _server!.OwnSource(_server.Names.System);
        using var connection = source.OpenWriter();
        source.Migrate(connection, new StoreSchema("test", scripts));
    }

    private long Number(string sql)
    {
        using var source = _server!.OwnSource(_server.Names.System);
        using var connection = source.OpenWriter();
        return connection.Number(sql);
    }
}
