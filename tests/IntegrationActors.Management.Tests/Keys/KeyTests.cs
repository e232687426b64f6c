using System.Net;
using System.Text.Json.Nodes;

namespace IntegrationActors.Management.Tests.Keys;

public sealed class KeyTests : IAsyncLifetime
{
    private const string Rotation = "/api/v1/master-key/rotation";

    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_rotated_key_is_listed_before_the_old_one_with_what_is_left_to_it()
    {
        await _host.Store.Credentials.PutUserAsync("erp", "robot", "one");

        var key = await _host.Local.PostAsync($"{Calls.Demo}/keys", null).OkAsync();
        var listed = (await _host.Local.GetAsync($"{Calls.Demo}/keys").OkAsync())["items"]!.AsArray();

        Assert.Equal((2, "Current"), ((int)key["id"]!, (string)key["state"]!));
        Assert.Equal([(2, "Current", null), (1, "Retiring", 1)], listed.Select(k => ((int)k!["id"]!, (string)k["state"]!, (int?)k["recordsLeft"])));
    }

    [Fact]
    public async Task A_master_key_that_is_put_in_front_of_the_file_wraps_the_keys_of_all_tenants()
    {
        _ = _host.Store;
        await PutInFrontAsync();

        var first = await _host.Local.PostAsync(Rotation, null).OkAsync();
        var again = await _host.Local.PostAsync(Rotation, null).OkAsync();

        Assert.Equal((1, 0), (Rewrapped(first), Rewrapped(again)));
        Assert.False((bool)first["oldKeysNeeded"]!);
    }

    [Fact]
    public async Task A_file_that_holds_no_keys_is_refused_and_the_keys_stay()
    {
        await File.WriteAllTextAsync(_host.MasterKeyFile, "broken");

        var problem = await _host.Local.PostAsync(Rotation, null).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains("base64", (string)problem["detail"]!);
        await _host.Store.Credentials.PutUserAsync("erp", "robot", "one");
    }

    // With the old key behind it.
    private async Task PutInFrontAsync() =>
        await File.WriteAllTextAsync(_host.MasterKeyFile, $"{Convert.ToBase64String(new byte[32])}\n{await File.ReadAllTextAsync(_host.MasterKeyFile)}");

    private static int Rewrapped(JsonNode answer) => (int)answer["tenants"]!.AsArray().Single()!["rewrapped"]!;
}
