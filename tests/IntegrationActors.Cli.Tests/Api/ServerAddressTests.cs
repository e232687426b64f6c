using IntegrationActors.Cli.Api;

namespace IntegrationActors.Cli.Tests.Api;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8081", "http://127.0.0.1:8081")]
    [InlineData("https://example.org/ia/", "https://example.org/ia")]
    [InlineData("unix:/run/ia.sock", "unix:/run/ia.sock")]
    public void Reads_what_users_write(string given, string address) => Assert.Equal(address, ServerAddress.Find(given).ToString());

    [Fact]
    public void Without_a_word_it_is_this_machine() => Assert.Equal("http://127.0.0.1:8081", ServerAddress.Find(null).ToString());
}
