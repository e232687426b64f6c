using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Tests.Api;

/// <summary>What a newcomer reads when there is no connection: which address was tried, why that one, and what to do.</summary>
public sealed class ConnectionHelpTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_socket_that_nobody_listens_at_is_said_to_be_there()
    {
        // Connecting to a file is refused like connecting to a socket whose server has ended.
        var socket = _folder.Write("data/ia.sock", "");

        var result = await InFolder().RunAsync("get", "flows");

        Assert.Equal(ExitCode.NoAccess, result.ExitCode);
        Assert.StartsWith($"can't reach the server at unix:{socket}: the socket is there, but nobody listens\n  The socket is the one of this folder", result.Error);
        Assert.Contains($"--data {_folder.Path}/data\n", result.Error);
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_said_to_be_missing()
    {
        var result = await InFolder().RunAsync("get", "flows", "--server", "unix:nothing.sock");

        Assert.Equal(ExitCode.NoAccess, result.ExitCode);
        Assert.StartsWith($"can't reach the server at unix:{_folder.Path}/nothing.sock: there is no such socket\n  The address is from --server. ", result.Error);
    }

    [Fact]
    public async Task An_address_that_was_given_is_said_to_be_given()
    {
        var result = await new Ia { Folder = _folder.Path }.RunAsync("get", "flows");

        Assert.StartsWith("can't reach the server at http://127.0.0.1:1: Connection refused (127.0.0.1:1)\n  The address is from IA_SERVER. ", result.Error);
    }

    [Fact]
    public void The_default_address_says_which_folder_has_no_socket_and_how_to_sign_in()
    {
        var address = ServerAddress.Find(null, null, _folder.Path);

        var help = new ConnectionHelp(address).NoConnection(new HttpRequestException("Connection refused (127.0.0.1:8081)"));

        Assert.StartsWith("can't reach the server at http://127.0.0.1:8081: Connection refused", help.Message);
        Assert.Contains($"there is no socket data/ia.sock in this folder ({_folder.Path})", help.Hint);
        Assert.Contains("run ia in the folder where the server was started", help.Hint);
        Assert.Contains("export IA_SERVER=http://HOST:PORT, then sign in: eval \"$(ia login)\"", help.Hint);
    }

    private Ia InFolder() => new() { Folder = _folder.Path, ["IA_SERVER"] = null };
}
