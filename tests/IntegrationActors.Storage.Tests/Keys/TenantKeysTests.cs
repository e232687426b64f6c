using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security;
using IntegrationActors.Storage.Credentials;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Sqlite;

namespace IntegrationActors.Storage.Tests.Keys;

public sealed class TenantKeysTests
{
    [Fact]
    public async Task A_new_store_has_one_key()
    {
        await using var host = new StoreHost();

        Assert.Equal([new TenantKeyInfo(1, TenantKeyState.Current, host.Time.GetUtcNow(), null, null)], await host.KeysAsync());
    }

    [Fact]
    public async Task A_rotation_rewrites_all_records_and_deletes_the_old_key_while_all_stays_readable()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "one");
        var record = host.LogTrace("a body");
        Assert.Equal("a body", await host.TraceAsync(record));

        var key = await host.Acme.Keys.RotateAsync();
        var keys = await host.KeysAsync();
        Assert.Equal((2, TenantKeyState.Current), (key.Id, key.State));
        Assert.Equal([(2L, null), (1L, 2L)], keys.Select(k => (k.Id, k.RecordsLeft)));
        Assert.Equal("a body", await host.TraceAsync(record));

        await host.MaintainAsync();
        Assert.Equal([(2L, null), (1L, 0L)], (await host.KeysAsync()).Select(k => (k.Id, k.RecordsLeft)));

        host.Time.Advance(TenantKeys.Grace + TimeSpan.FromSeconds(1));
        await host.MaintainAsync();
        Assert.Equal(2, Assert.Single(await host.KeysAsync()).Id);

        await host.ReopenAsync();
        Assert.Equal("one", await host.PasswordAsync("erp"));
        Assert.Equal("a body", await host.TraceAsync(record));
    }

    [Fact]
    public async Task A_record_that_is_written_late_with_the_old_key_is_found_by_the_last_walk()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "one");
        await host.ReopenAsync();
        host.Execute("CREATE TABLE kept AS SELECT secret FROM credential");
        await host.Acme.Keys.RotateAsync();
        await host.MaintainAsync();
        host.Execute("UPDATE credential SET secret = (SELECT secret FROM kept)");

        host.Time.Advance(TenantKeys.Grace + TimeSpan.FromSeconds(1));
        await host.MaintainAsync();

        Assert.Single(await host.KeysAsync());
        await host.ReopenAsync();
        Assert.Equal("one", await host.PasswordAsync("erp"));
    }

    [Fact]
    public async Task A_damaged_record_keeps_its_key_and_stops_no_other_record()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("a", "robot", "one");
        await host.Acme.Credentials.PutUserAsync("b", "robot", "two");
        host.Execute("UPDATE credential SET secret = substr(secret, 1, 39) WHERE name = 'a'");
        await host.Acme.Keys.RotateAsync();

        await host.MaintainAsync();
        host.Time.Advance(TimeSpan.FromHours(2));
        await host.MaintainAsync();

        Assert.Equal([(2L, null), (1L, 1L)], (await host.KeysAsync()).Select(k => (k.Id, k.RecordsLeft)));
        Assert.Equal("two", await host.PasswordAsync("b"));
    }

    [Fact]
    public async Task Records_of_the_time_before_there_were_tenant_keys_open_and_are_written_anew()
    {
        await using var host = new StoreHost();
        var former = new SecretProtector(MasterKeyRing.FromFile(host.Options.DataDirectory)).Protect("acme", "credential/erp", Encoding.UTF8.GetBytes("one"));
        Directory.CreateDirectory(host.Folder("acme"));
        using (var connection = SqliteStoreConnection.OpenWriter(host.Database()))
        {
            new SqliteFile(host.Database()).Migrate(connection, TenantSchema.Current);
            connection.Execute($"INSERT INTO credential (name, kind, user, created, changed, secret) VALUES ('erp', {(int)CredentialKind.User}, 'robot', 0, 0, x'{Convert.ToHexString(former)}')");
        }

        Assert.Equal([(1L, null), (0L, 1L)], (await host.KeysAsync()).Select(k => (k.Id, k.RecordsLeft)));
        Assert.Equal("one", await host.PasswordAsync("erp"));
        Assert.True((await host.Acme.Keys.RewrapAsync()).NeedsOldMasterKey);

        host.Time.Advance(TenantKeys.Grace + TimeSpan.FromSeconds(1));
        await host.MaintainAsync();

        Assert.Equal(1, Assert.Single(await host.KeysAsync()).Id);
        await host.ReopenAsync();
        Assert.Equal("one", await host.PasswordAsync("erp"));
    }

    [Fact]
    public async Task A_new_master_key_wraps_all_keys_and_the_old_one_is_needed_no_more()
    {
        await using var host = new StoreHost();
        await host.Acme.Credentials.PutUserAsync("erp", "robot", "one");
        await host.Acme.Keys.RotateAsync();
        var next = KeyHost.NewMasterKey();
        await File.WriteAllTextAsync(host.MasterKeyFile(), $"{next}\n{await File.ReadAllTextAsync(host.MasterKeyFile())}");
        await host.ReopenAsync();

        var first = await host.Acme.Keys.RewrapAsync();
        var again = await host.Acme.Keys.RewrapAsync();
        await File.WriteAllTextAsync(host.MasterKeyFile(), next);
        await host.ReopenAsync();

        Assert.Equal((new RewrapResult(2, false), new RewrapResult(0, false)), (first, again));
        Assert.Equal("one", await host.PasswordAsync("erp"));
    }
}
