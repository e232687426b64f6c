using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Postgres;
using Npgsql;

namespace IntegrationActors.Storage.Tests.Postgres;

public sealed class PostgresStoreConnectionTests
{
    [PostgresFact]
    public void A_statement_may_be_run_while_the_rows_of_another_are_read()
    {
        using var table = new NumberTable();
        using var find = table.Connection.Prepare("SELECT value, name FROM number ORDER BY value");
        var read = new List<(long, string?)>();

        while (find.Step())
        {
            table.Insert(find.Int64(0) + 100);
            read.Add((find.Int64(0), find.TextOrNull(1)));
        }

        Assert.Equal([(1, "one"), (2, null)], read);
        Assert.Equal(4, table.Count);
    }

    [PostgresFact]
    public void A_missing_value_reads_as_in_sqlite()
    {
        using var table = new NumberTable();
        using var find = table.Connection.Prepare("SELECT NULL::bigint, NULL::bytea, true, count(*), sum(value) FROM number");

        Assert.True(find.Step());

        Assert.True(find.IsNull(0));
        Assert.Equal((0, 0, 1, 2, 3), (find.Int64(0), find.Blob(1).Length, find.Int64(2), find.Int32(3), find.Int64(4)));
        Assert.False(find.Step());
    }

    [PostgresFact]
    public void A_transaction_of_which_a_statement_was_refused_is_not_taken_for_committed()
    {
        using var table = new NumberTable();
        table.Connection.Begin();
        table.Insert(3);
        Assert.ThrowsAny<PostgresException>(() => table.Insert(1));

        Assert.Throws<InvalidOperationException>(table.Connection.Commit);
        table.Connection.Rollback();

        Assert.Equal(2, table.Count);
    }

    [PostgresFact]
    public void After_going_back_to_a_savepoint_the_rest_is_committed()
    {
        using var table = new NumberTable();
        table.Connection.Begin();
        table.Insert(3);
        table.Connection.Run("SAVEPOINT one");
        Assert.ThrowsAny<PostgresException>(() => table.Insert(1));
        table.Connection.Run("ROLLBACK TO one");
        table.Connection.Commit();

        Assert.Equal(3, table.Count);
    }

    [PostgresFact]
    public void Columns_without_any_value_are_not_sent()
    {
        using var table = new NumberTable();
        var rows = new RowBuffer(new RowSql("number", "value bigint, name text, blob bytea", same: "other=value"));
        rows.Add().Set(1, 4);
        Run(rows, table.Connection);
        rows.Add().Set(1, 5);
        rows.Add().Set(1, 6).Set(3, [7]);

        Run(rows, table.Connection);

        Assert.Equal(3, table.Connection.Number("SELECT count(*) FROM number WHERE other = value AND name IS NULL AND (blob IS NULL) = (value <> 6)"));

        static void Run(RowBuffer rows, StoreConnection connection)
        {
            using var insert = rows.Prepare(connection);
            insert.Run();
        }
    }

    [PostgresFact]
    public void Rows_go_as_arrays_with_their_missing_values()
    {
        using var table = new NumberTable();
        var sql = new RowSql("number", "value bigint, name text, blob bytea", tail: "ON CONFLICT DO NOTHING");
        var rows = new RowBuffer(sql);
        rows.Add().Set(1, 1).Set(2, "again");
        rows.Add().Set(1, 3).Set(2, "dr\0i").Set(3, [1, 2]);
        rows.Add().Set(1, 4);

        using (var insert = rows.Prepare(table.Connection))
        {
            Assert.Equal(2, insert.Run());
        }

        Assert.Equal(0, rows.Count);
        Assert.Equal(1, table.Connection.Number("SELECT count(*) FROM number WHERE value = 3 AND name = E'dr\\uFFFDi' AND blob = '\\x0102'"));
        Assert.Equal(1, table.Connection.Number("SELECT count(*) FROM number WHERE value = 4 AND name IS NULL AND blob IS NULL"));
        Assert.Equal(1, table.Connection.Number("SELECT count(*) FROM number WHERE name = 'one'"));
    }

    private sealed class NumberTable : IDisposable
    {
        private readonly PostgresServer _server = new(StoreHost.NewPostgres());
        private readonly PostgresSource _source;

        public NumberTable()
        {
            _source = _server.OwnSource(_server.Names.System);
            Connection = _source.OpenWriter();
            Connection.Execute("CREATE TABLE number (value BIGINT PRIMARY KEY, name TEXT, blob BYTEA, other BIGINT); INSERT INTO number (value, name) VALUES (1, 'one'), (2, NULL)");
        }

        public StoreConnection Connection { get; }

        public long Count => Connection.Number("SELECT count(*) FROM number");

        public void Insert(long value)
        {
            using var insert = Connection.Prepare("INSERT INTO number (value) VALUES (?1)");
            insert.Bind(1, value).Run();
        }

        public void Dispose()
        {
            Connection.Dispose();
            _source.Dispose();
            _server.Dispose();
        }
    }
}
