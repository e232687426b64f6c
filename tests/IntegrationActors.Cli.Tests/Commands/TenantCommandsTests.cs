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
}
