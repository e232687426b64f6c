using System.Net;
using IntegrationActors.Security;

namespace IntegrationActors.Management.Tests.Clients;

public sealed class ClientTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_new_client_shows_its_secret_once_and_it_is_valid()
    {
        var created = await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Json("""{"id":"webshop","roles":["orders.send"]}""")).OkAsync();
        var listed = await _host.Local.GetStringAsync($"{Calls.Demo}/clients");
        var client = await _host.Store.Clients.FindAsync("webshop", default);

        Assert.Equal(["orders.send"], client!.Roles);
        Assert.True(SecretHash.Verify((string)created["secret"]!, client.SecretHashes[0]));
        Assert.DoesNotContain((string)created["secret"]!, listed);
    }

    [Fact]
    public async Task A_secret_is_rotated_without_a_gap()
    {
        var first = await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Json("""{"id":"webshop"}""")).OkAsync();

        var second = await _host.Local.PostAsync($"{Calls.Demo}/clients/webshop/secrets", null).OkAsync();
        var during = await _host.Store.Clients.FindAsync("webshop", default);
        await _host.Local.DeleteAsync($"{Calls.Demo}/clients/webshop/secrets/{first["secretId"]}").OkAsync();
        var after = await _host.Store.Clients.FindAsync("webshop", default);

        Assert.Equal(2, during!.SecretHashes.Count);
        Assert.True(SecretHash.Verify((string)second["secret"]!, Assert.Single(after!.SecretHashes)));
    }

    [Fact]
    public async Task Roles_can_be_set_and_a_client_deleted()
    {
        await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Json("""{"id":"webshop","roles":["a"]}""")).OkAsync();

        var changed = await _host.Local.PutAsync($"{Calls.Demo}/clients/webshop", Calls.Json("""{"roles":["b","c"]}""")).OkAsync();
        await _host.Local.DeleteAsync($"{Calls.Demo}/clients/webshop").OkAsync();

        Assert.Equal("""["b","c"]""", changed["roles"]!.ToJsonString());
        await _host.Local.GetAsync($"{Calls.Demo}/clients/webshop").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("""{"id":"web shop"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"web","roles":["a:b"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"web","rolls":["a"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"roles":["a"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":""", HttpStatusCode.BadRequest)]
    [InlineData("""{"id":"twice"}""", HttpStatusCode.Conflict)]
    public async Task Wrong_requests_are_refused(string body, HttpStatusCode status)
    {
        await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Json("""{"id":"twice"}""")).OkAsync();

        await _host.Local.PostAsync($"{Calls.Demo}/clients", Calls.Json(body)).ProblemAsync(status);
    }
}
