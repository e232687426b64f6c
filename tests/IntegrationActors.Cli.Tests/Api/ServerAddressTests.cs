using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Tests.Api;

public sealed class ServerAddressTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Create();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://127.0.0.1:8081", "http://127.0.0.1:8081")]
    [InlineData("https://example.org/ia/", "https://example.org/ia")]
    [InlineData("unix:/run/ia.sock", "unix:/run/ia.sock")]
    public void Reads_what_users_write(string given, string address)
    {
        Assert.Equal(address, ServerAddress.Find(given, "http://other:1", _folder.Path).ToString());
        Assert.Equal(address, ServerAddress.Find(null, given, _folder.Path).ToString());
    }

    [Fact]
    public void Without_a_word_it_is_the_socket_of_the_folder_or_this_machine()
    {
        var without = ServerAddress.Find(null, null, _folder.Path).ToString();
        var socket = _folder.Write("data/ia.sock", "");

        Assert.Equal("http://127.0.0.1:8081", without);
        Assert.Equal($"unix:{socket}", ServerAddress.Find(null, null, _folder.Path).ToString());
    }
}
