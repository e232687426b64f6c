using IntegrationActors.Management.Tests;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class KeyCommandsTests : IAsyncLifetime
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
    public async Task A_key_is_rotated_and_its_progress_is_shown()
    {
        await _host.Store.Credentials.PutUserAsync("erp", "robot", "one");

        var rotated = await _ia.RunAsync("rotate", "key", "demo");
        var listed = await _ia.RunAsync("get", "keys", "demo");

        Assert.Equal(ExitCode.Fine, rotated.ExitCode);
        Assert.StartsWith("key 2 encrypts from now on", rotated.Error);
        Assert.Matches("(?s)2 +.* Current.*1 +.* Retiring +1", listed.Output);
    }

    [Fact]
    public async Task The_master_key_is_rotated_and_says_that_the_old_one_can_go()
    {
        _ = _host.Store;
        await File.WriteAllTextAsync(_host.MasterKeyFile, $"{Convert.ToBase64String(new byte[32])}\n{await File.ReadAllTextAsync(_host.MasterKeyFile)}");

        var rotated = await _ia.RunAsync("rotate", "master-key");

        Assert.Equal(ExitCode.Fine, rotated.ExitCode);
        Assert.Matches("demo +1", rotated.Output);
        Assert.EndsWith("the old ones can be taken out\n", rotated.Error);
    }
}
