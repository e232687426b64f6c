using IntegrationActors.Adapters.Https.Sender.Listeners;

namespace IntegrationActors.Adapters.Tests.Https.Sender.Listeners;

/// <summary>Addresses of listeners, as operators write them.</summary>
public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://localhost:8080/")]
    [InlineData("HTTP://0.0.0.0")]
    [InlineData("http://*:80")]
    public void An_address_is_read(string text) => Assert.NotNull(ListenAddress.Parse(text, "http"));

    [Theory]
    [InlineData("127.0.0.1:8080", "does not start with http://")]
    [InlineData("https://127.0.0.1:8080", "does not start with http://")]
    [InlineData("http://", "is no address")]
    [InlineData("http://127.0.0.1:99999", "is no address")]
    [InlineData("http://127.0.0.1:-1", "is no address")]
    [InlineData("http://127.0.0.1:8080/base", "has a path")]
    [InlineData("http://orders.example.org:8080", "names a host")]
    [InlineData("http://unix:/tmp/a.sock", "")]
    public void What_is_none_is_refused_with_what_to_write(string text, string problem)
    {
        var e = Assert.Throws<FormatException>(() => ListenAddress.Parse(text, "http"));

        Assert.StartsWith($"'{text}' {problem}", e.Message);
        Assert.EndsWith("http://127.0.0.1:8080", e.Message);
    }
}
