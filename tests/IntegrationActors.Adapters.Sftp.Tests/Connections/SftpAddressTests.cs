using IntegrationActors.Adapters.Sftp.Connections;

namespace IntegrationActors.Adapters.Sftp.Tests.Connections;

public sealed class SftpAddressTests
{
    [Theory]
    [InlineData("sftp.example.com", "sftp.example.com", 22)]
    [InlineData("sftp.example.com:2222", "sftp.example.com", 2222)]
    [InlineData("10.0.0.1:22", "10.0.0.1", 22)]
    [InlineData("[2001:db8::1]:2022", "2001:db8::1", 2022)]
    [InlineData("2001:db8::1", "2001:db8::1", 22)]
    public void Reads_host_and_port(string text, string host, int port)
    {
        Assert.True(SftpAddress.TryParse(text, out var address));
        Assert.Equal(new SftpAddress(host, port), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("host:0")]
    [InlineData("host:70000")]
    [InlineData("host:x")]
    [InlineData("user@host")]
    [InlineData("sftp://host")]
    [InlineData("a b")]
    public void Refuses_what_is_no_host(string text) => Assert.False(SftpAddress.TryParse(text, out _));
}
