using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Storage.Tests.Keys;

public sealed class EncryptedTablesTests
{
    private const string BlobsOnSqlite = "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND c.type = 'BLOB'";
    private const string BlobsOnPostgres = "SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'bytea'";

    [Theory, OnSqlite, OnPostgres]
    public async Task After_a_rotation_every_store_reads_what_it_had_and_no_record_of_the_old_key_is_left(DatabaseKind database)
    {
        await using var host = new StoreHost(database);
        var readers = new List<(string Store, string Text, Func<Task<string?>> Read)>();
        foreach (var content in TenantContent.All)
        {
            readers.Add((content.Store, $"text of {content.Store};", await content.Write(host, $"text of {content.Store};")));
            host.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await host.Acme.Messages.SearchAsync(new MessageQuery(), CancellationToken.None);
        Assert.All(EncryptedTables.All, table => Assert.True(host.Connected("acme", table.HasRecords)));

        await host.Acme.Keys.RotateAsync();
        await host.MaintainAsync();
        Assert.Empty(host.Connected("acme", ColumnsWithRecordsOf(1)));
        host.Time.Advance(TenantKeys.Grace + TimeSpan.FromSeconds(1));
        await host.MaintainAsync();

        Assert.Equal(2, Assert.Single(await host.KeysAsync()).Id);
        await host.ReopenAsync();
        foreach (var (store, text, read) in readers)
        {
            Assert.Equal((store, text), (store, await read()));
        }
    }

    // Looks at all tables, so that one that nobody listed is found.
    private static Func<StoreConnection, IReadOnlyList<string>> ColumnsWithRecordsOf(ulong key) => connection =>
    {
        var prefix = new byte[SealedRecord.PrefixLength];
        SealedRecord.WritePrefix(prefix, SealedRecord.TenantVersion, key);
        return [.. BlobColumns(connection).Where(column => Count(connection, column, prefix) > 0).Select(column => $"{column.Table}.{column.Column}")];
    };

    private static List<(string Table, string Column)> BlobColumns(StoreConnection connection)
    {
        var columns = new List<(string, string)>();
        using var find = connection.Prepare(connection.Dialect == SqlDialect.Sqlite ? BlobsOnSqlite : BlobsOnPostgres);
        while (find.Step())
        {
            columns.Add((find.Text(0), find.Text(1)));
        }

        Assert.NotEmpty(columns);
        return columns;
    }

    private static long Count(StoreConnection connection, (string Table, string Column) place, byte[] prefix)
    {
        using var count = connection.Prepare($"SELECT count(*) FROM {place.Table} WHERE substr({place.Column}, 1, {SealedRecord.PrefixLength}) = ?1");
        count.Bind(1, prefix).Step();
        return count.Int64(0);
    }
}
