using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Management.Tests;
using IntegrationActors.Security;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class AccessCommandsTests : IAsyncLifetime
{
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_client_is_created_with_its_secret_alone_on_standard_output()
    {
        var created = await _ia.RunAsync("create", "client", "webshop", "--role", "orders.send", "-r", "other");
        var listed = await _ia.RunAsync("get", "clients");

        var client = await _host.Store.Clients.FindAsync("webshop", default);
        Assert.True(SecretHash.Verify(created.Output.TrimEnd('\n'), Assert.Single(client!.SecretHashes)));
        Assert.Matches("webshop +orders.send, other +1 ", listed.Output);
    }

    [Fact]
    public async Task A_secret_is_rotated()
    {
        await _ia.RunAsync("create", "client", "webshop");

        var second = await _ia.RunAsync("create", "secret", "webshop");
        var deleted = await _ia.RunAsync("delete", "secret", "webshop", "1");

        var client = await _host.Store.Clients.FindAsync("webshop", default);
        Assert.True(SecretHash.Verify(second.Output.TrimEnd('\n'), Assert.Single(client!.SecretHashes)));
        Assert.Equal("secret 1 of client webshop revoked\n", deleted.Error);
    }

    [Fact]
    public async Task A_password_comes_from_standard_input()
    {
        _ia.Input = Encoding.UTF8.GetBytes("s3cret!\n");

        var stored = await _ia.RunAsync("create", "credential", "erp", "--user", "integration", "--password-stdin");
        var listed = await _ia.RunAsync("get", "credentials");

        Assert.Equal("credential erp stored\n", stored.Error);
        Assert.Equal("s3cret!", Assert.IsType<UserCredential>(await _host.Store.Credentials.FindAsync("erp", default)).Password);
        Assert.Matches("erp +User +integration", listed.Output);
        Assert.DoesNotContain("s3cret!", listed.Output);
    }

    [Fact]
    public async Task Signing_in_prints_the_line_for_the_environment_and_the_token_works_over_the_network()
    {
        await _host.AddAdministratorAsync();
        _ia["IA_SERVER"] = _host.Address;
        _ia.Input = Encoding.UTF8.GetBytes(ManagementHost.Password);
        var refused = await _ia.RunAsync("get", "tenants");

        var line = (await _ia.RunAsync("login", "--password-stdin")).Output;
        _ia["IA_TOKEN"] = line["export IA_TOKEN=".Length..].TrimEnd('\n');
        var allowed = await _ia.RunAsync("get", "tenants", "-o", "name");

        Assert.Equal(ExitCode.NoAccess, refused.ExitCode);
        Assert.StartsWith("export IA_TOKEN=iapt_", line);
        Assert.Equal("demo\n", allowed.Output);
    }

    [Fact]
    public async Task A_token_for_one_tenant_sees_no_other()
    {
        await _host.Control.CreateTenantAsync("acme", CancellationToken.None);
        var token = (await _ia.RunAsync("create", "token", "pipeline", "--for", "acme")).Output.TrimEnd('\n');
        _ia["IA_SERVER"] = _host.Address;
        _ia["IA_TOKEN"] = token;

        var tenants = await _ia.RunAsync("get", "tenants", "-o", "name");
        var flows = await _ia.RunAsync("get", "flows", "--tenant", "demo");

        Assert.Equal("acme\n", tenants.Output);
        Assert.Equal("IA2004: there is no tenant 'demo'\n", flows.Error);
    }

    [Fact]
    public async Task Without_a_token_it_says_how_to_get_one()
    {
        _ia["IA_SERVER"] = _host.Address;
        var without = await _ia.RunAsync("get", "flows");
        _ia["IA_TOKEN"] = "iapt_expired";
        var expired = await _ia.RunAsync("get", "flows");

        Assert.Equal(ExitCode.NoAccess, without.ExitCode);
        Assert.StartsWith($"IA2001: the server at {_host.Address} wants a valid access token\n  IA_TOKEN is not set. ", without.Error);
        Assert.Contains("eval \"$(ia login)\"", without.Error);
        Assert.Contains("The token is from IA_TOKEN", expired.Error);
    }

    [Fact]
    public async Task A_wrong_password_has_code_3()
    {
        _ia["IA_SERVER"] = _host.Address;

        var result = await _ia.RunAsync("login", "--password-stdin");

        Assert.Equal(ExitCode.NoAccess, result.ExitCode);
        Assert.Equal("IA2002: name or password is wrong\n", result.Error);
    }

    [Fact]
    public async Task A_token_is_created_listed_and_revoked()
    {
        var created = await _ia.RunAsync("create", "token", "ci", "--days", "30");
        var listed = await _ia.RunAsync("get", "tokens");
        await _ia.RunAsync("delete", "token", "1");

        Assert.StartsWith("iapt_", created.Output);
        Assert.Matches("1 +ci +all +local +2026-11-23 .*2026-12-23", listed.Output);
        Assert.Equal("none\n", (await _ia.RunAsync("get", "tokens")).Error);
    }
}
