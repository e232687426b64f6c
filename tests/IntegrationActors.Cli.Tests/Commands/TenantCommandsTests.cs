using IntegrationActors.Management.Tests;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class TenantCommandsTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_tenant_is_deleted_when_its_name_is_typed()
    {
        await new Ia(_host).RunAsync("create", "tenant", "acme");

        var nobody = await new Ia(_host).RunAsync("delete", "tenant", "acme");
        var other = await new Ia(_host) { Answer = "y" }.RunAsync("delete", "tenant", "acme");
        var done = await new Ia(_host) { Answer = "acme" }.RunAsync("delete", "tenant", "acme");

        Assert.Equal(new Ia.Result(ExitCode.Usage, "", "nobody can be asked here; give --confirm acme\n"), nobody);
        Assert.Equal(new Ia.Result(ExitCode.Negative, "", "that is not its name; nothing was done\n"), other);
        Assert.Equal(new Ia.Result(ExitCode.Fine, "", "tenant acme deleted\n"), done);
        Assert.Equal("demo\n", (await new Ia(_host).RunAsync("get", "tenants", "-o", "name")).Output);
    }

    [Fact]
    public async Task A_backup_is_written_into_a_file_and_restored_from_it()
    {
        using var folder = TemporaryFolder.Create();
        var ia = new Ia(_host) { Folder = folder.Path };

        var backup = await ia.RunAsync("backup", "demo", "-f", "demo.zip");
        var refused = await ia.RunAsync("restore", "demo", "-f", "demo.zip");
        var restored = await ia.RunAsync("restore", "demo", "-f", "demo.zip", "--force");

        Assert.Equal("demo.zip written\n", backup.Error);
        Assert.Equal(ExitCode.Negative, refused.ExitCode);
        Assert.Equal(new Ia.Result(ExitCode.Fine, "tenant demo is as it was at 2026-11-23 12:00:00.000Z\n", ""), restored);
    }
}
