using System.Security.Cryptography;
using IntegrationActors.Core.Messages;
using IntegrationActors.Security;
using IntegrationActors.Storage;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Tests.Postgres;
using Microsoft.Data.Sqlite;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>The stores of tenant <c>acme</c> in a folder of their own or in schemas of their own, as a server has them.</summary>
internal sealed class TestStores : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-stores-").FullName;
    private readonly TimeProvider _time;
    private readonly PostgresOptions? _postgres;
    private TenantStores _stores;

    private TestStores(TimeProvider? time, bool onPostgres)
    {
        _time = time ?? TimeProvider.System;
        _postgres = onPostgres
            ? new PostgresOptions { ConnectionString = PostgresProcess.Shared.ConnectionString, Prefix = $"s{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}" }
            : null;
        _stores = Reopened();
    }

    public static TestStores Open(TimeProvider? time = null, bool onPostgres = false) => new(time, onPostgres);

    public TenantStore Acme => _stores.Get("acme");

    /// <summary>Opens the files again, as after the death of a node: what was held in memory is gone.</summary>
    public async Task ReopenAsync()
    {
        await _stores.DisposeAsync();
        _stores = Reopened();
    }

    /// <summary>How many messages the aggregations of the tenant hold.</summary>
    public long Count()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "tenants", "acme", "store.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM aggregation_member";
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private TenantStores Reopened() => new(
        new StoreOptions { DataDirectory = _folder, Postgres = _postgres, Spool = new PayloadSpool(Path.Combine(_folder, "spool")) { MemoryLimit = TestSpool.MemoryLimit } },
        _time,
        new SecretProtector(MasterKeyRing.FromFile(_folder)));
}
