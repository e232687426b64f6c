using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Adapters.Sftp.Connections;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Adapters.Sftp.Tests.Connections;

public sealed class KnownHostsTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("a key of some kind");
    private static readonly byte[] Other = Encoding.ASCII.GetBytes("another key");
    private static readonly string Fingerprint = Convert.ToBase64String(SHA256.HashData(Key)).TrimEnd('=');

    [Theory]
    [InlineData("sftp.example.com")]
    [InlineData("10.0.0.1,sftp.example.com")]
    [InlineData("*.example.com")]
    [InlineData("sftp?example.com")]
    public void A_line_covers_the_names_that_it_lists(string names)
    {
        var hosts = File($"{names} ssh-ed25519 {Convert.ToBase64String(Key)} comment");

        Assert.Equal(HostKeyVerdict.Known, hosts.Judge("sftp.example.com", 22, Key, Fingerprint));
        Assert.Equal(HostKeyVerdict.OtherKey, hosts.Judge("sftp.example.com", 22, Other, "x"));
        Assert.Equal(HostKeyVerdict.UnknownHost, hosts.Judge("elsewhere.org", 22, Key, Fingerprint));
    }

    [Fact]
    public void Another_port_is_another_host()
    {
        var hosts = File($"[sftp.example.com]:2222 ssh-ed25519 {Convert.ToBase64String(Key)}");

        Assert.Equal(HostKeyVerdict.Known, hosts.Judge("sftp.example.com", 2222, Key, Fingerprint));
        Assert.Equal(HostKeyVerdict.UnknownHost, hosts.Judge("sftp.example.com", 22, Key, Fingerprint));
    }

    [Fact]
    public void Hashed_names_are_understood()
    {
        var salt = RandomNumberGenerator.GetBytes(20);
#pragma warning disable CA5350 // The form of the file.
        var hash = HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes("sftp.example.com"));
#pragma warning restore CA5350
        var hosts = File($"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(hash)} ssh-ed25519 {Convert.ToBase64String(Key)}");

        Assert.Equal(HostKeyVerdict.Known, hosts.Judge("sftp.example.com", 22, Key, Fingerprint));
        Assert.Equal(HostKeyVerdict.UnknownHost, hosts.Judge("other.example.com", 22, Key, Fingerprint));
    }

    [Fact]
    public void A_name_that_is_excluded_or_a_key_that_is_revoked_is_not_trusted()
    {
        var key = Convert.ToBase64String(Key);

        Assert.Equal(HostKeyVerdict.UnknownHost, File($"*.example.com,!bad.example.com ssh-ed25519 {key}").Judge("bad.example.com", 22, Key, Fingerprint));
        Assert.Equal(HostKeyVerdict.OtherKey, File($"a ssh-ed25519 {key}\n@revoked * ssh-ed25519 {key}").Judge("a", 22, Key, Fingerprint));
    }

    [Fact]
    public void Keys_and_fingerprints_hold_for_every_host()
    {
        var byFingerprint = new KnownHosts();
        byFingerprint.AddKey($"SHA256:{Fingerprint}");
        var byKey = new KnownHosts();
        byKey.AddKey($"ssh-ed25519 {Convert.ToBase64String(Key)} comment");

        Assert.Equal(HostKeyVerdict.Known, byFingerprint.Judge("a", 22, Key, Fingerprint));
        Assert.Equal(HostKeyVerdict.OtherKey, byFingerprint.Judge("a", 22, Other, "x"));
        Assert.Equal(HostKeyVerdict.Known, byKey.Judge("a", 22, Key, Fingerprint));
        Assert.Equal(["ssh-ed25519"], byKey.KindsOf("a", 22));
        Assert.Empty(byFingerprint.KindsOf("a", 22));
    }

    [Fact]
    public void What_is_no_line_and_no_key_is_a_finding()
    {
        Assert.Equal("IA1370", Assert.Throws<DiagnosticException>(() => File("# fine\nsftp.example.com ssh-ed25519")).Diagnostics[0].Code);
        Assert.Contains("line 2", Assert.Throws<DiagnosticException>(() => File("# fine\nsftp.example.com ssh-ed25519")).Message, StringComparison.Ordinal);
        Assert.Equal("IA1371", Assert.Throws<DiagnosticException>(() => new KnownHosts().AddKey("trust everybody")).Diagnostics[0].Code);
    }

    private static KnownHosts File(string text)
    {
        var hosts = new KnownHosts();
        hosts.AddFile(text, "known_hosts", SourceSpan.None);
        return hosts;
    }
}
