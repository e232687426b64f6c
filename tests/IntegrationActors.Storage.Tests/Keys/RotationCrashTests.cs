using IntegrationActors.Security;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace IntegrationActors.Storage.Tests.Keys;

public sealed class RotationCrashTests
{
    private const int Credentials = 70;

    [Fact]
    public async Task A_crash_at_any_write_of_a_rotation_loses_nothing_and_the_next_run_ends_it()
    {
        var writes = await CrashAsync(int.MaxValue);

        Assert.True(writes > Credentials);
        for (var dieAt = 1; dieAt <= writes; dieAt += dieAt < 10 || dieAt > Credentials ? 1 : 7)
        {
            await CrashAsync(dieAt);
        }
    }

    private static async Task<int> CrashAsync(int dieAt)
    {
        await using var host = new StoreHost();
        await Task.WhenAll(Enumerable.Range(0, Credentials).Select(i => host.Acme.Credentials.PutUserAsync($"c{i}", "robot", $"password {i}")));
        await host.Stores.DisposeAsync();
        var writes = await RotateAsync(host, dieAt);
        await host.ReopenAsync();

        await AssertReadableAsync(host);
        await host.Acme.Keys.RotateAsync();
        await host.MaintainAsync();
        await AssertReadableAsync(host);
        host.Time.Advance(TenantKeys.Grace + TimeSpan.FromSeconds(1));
        await host.MaintainAsync();

        Assert.Single(await host.KeysAsync());
        await host.ReopenAsync();
        await AssertReadableAsync(host);
        return writes;
    }

    private static async Task<int> RotateAsync(StoreHost host, int dieAt)
    {
        var source = new DyingSource(host.Database(), dieAt);
        var events = new StoreEvents("acme", NullLogger.Instance);
        var cipher = new TenantCipher("acme", new SecretProtector(MasterKeyRing.FromFile(host.Options.DataDirectory)), source, host.Time);
        try
        {
            await using var database = new StoreDatabase("acme", source, TenantSchema.Current, events, cipher.Open);
            var keys = new TenantKeys("acme", database, cipher, events, host.Time);
            await keys.RotateAsync();
            await keys.RewrapAsync();
            await keys.MaintainAsync(CancellationToken.None);
            host.Time.Advance(TenantKeys.Grace + TimeSpan.FromSeconds(1));
            await keys.MaintainAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is StoreUnavailableException or IOException)
        {
            Assert.True(source.Writes >= dieAt, e.Message);
        }

        return source.Writes;
    }

    private static async Task AssertReadableAsync(StoreHost host)
    {
        for (var i = 0; i < Credentials; i++)
        {
            Assert.Equal($"password {i}", await host.PasswordAsync($"c{i}"));
        }
    }
}
