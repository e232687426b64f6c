using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Adapters.Https.Sender.Listeners;
using IntegrationActors.Adapters.Tests.Support;
using Microsoft.Extensions.Logging;

namespace IntegrationActors.Adapters.Tests.Https.Sender.Listeners;

/// <summary>The TLS listener, with real handshakes.</summary>
public sealed class TlsListenerTests : IDisposable
{
    private const string Password = "geheim";

    private readonly string _folder = Directory.CreateTempSubdirectory("ia-tls-").FullName;
    private readonly TestLogger _log = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("PKCS #12")]
    [InlineData("PKCS #12 with password")]
    [InlineData("PEM")]
    [InlineData("PEM, key first")]
    [InlineData("PEM, encrypted key")]
    [InlineData("PEM, key apart")]
    [InlineData("PEM, encrypted key apart")]
    public async Task A_certificate_is_read_in_each_form_and_sent_with_its_chain(string form)
    {
        var (own, issuer) = TestCertificates.CreateChain("acme");
        await using var node = await TestNode.StartAsync(certificate: Load(Write(form, own, issuer)));

        var seen = await HandshakeAsync(node.Address, SslProtocols.None);

        Assert.Equal((own.Thumbprint, issuer.Thumbprint), (seen.Certificate, seen.Issuer));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task TLS_1_2_and_1_3_are_spoken_with_RSA_keys_too(SslProtocols protocol)
    {
        var own = TestCertificates.CreateRsa("acme");
        await using var node = await TestNode.StartAsync(certificate: Load(Write("PEM", own)));

        Assert.Equal((own.Thumbprint, protocol), await HandshakeAsync(node.Address, protocol) is var seen ? (seen.Certificate, seen.Protocol) : default);
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x02)]
    public async Task Older_versions_are_answered_with_the_alert_for_that(byte version)
    {
        await using var node = await TestNode.StartAsync(certificate: Load(Write("PEM", TestCertificates.CreateRsa("acme"))));
        using var client = await RawHttp.ConnectAsync(node.Address);
        var answer = new byte[7];

        await client.Stream.WriteAsync(Hello(version));
        await client.Stream.ReadExactlyAsync(answer);

        const byte Alert = 21, Fatal = 2, ProtocolVersion = 70;
        Assert.Equal((Alert, Fatal, ProtocolVersion), (answer[0], answer[5], answer[6]));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Messages_pass_over_HTTP_1_1_and_HTTP_2(string version)
    {
        await using var node = await TestNode.StartAsync(certificate: Load(Write("PEM", TestCertificates.Create("acme"))));
        await node.DeployAsync("path: /orders", "- set: { body: \"${body} ${header.CamelHttpUrl}\" }");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, "/t/acme/http/orders"))
        {
            Content = new StringContent("hello"),
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var answer = await node.Client.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, version), (answer.StatusCode, answer.Version.ToString()));
        Assert.Equal($"hello {node.Address}t/acme/http/orders", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_large_message_passes_over_HTTP_2_both_ways()
    {
        await using var node = await TestNode.StartAsync(certificate: Load(Write("PEM", TestCertificates.Create("acme"))));
        await node.DeployAsync("path: /orders, maxBodySize: 10MB", "- log: got");
        node.Client.DefaultRequestVersion = HttpVersion.Version20;
        node.Client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var sent = new byte[5_000_000];

        using var answer = await node.Client.PostAsync(new Uri("/t/acme/http/orders", UriKind.Relative), new ByteArrayContent(sent));
        using var tooLarge = await node.Client.PostAsync(new Uri("/t/acme/http/orders", UriKind.Relative), new ByteArrayContent(new byte[11_000_000]));

        Assert.Equal(sent, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
    }

    [Fact]
    public async Task A_replaced_file_holds_for_new_connections_and_old_ones_go_on()
    {
        var (first, second) = (TestCertificates.Create("first"), TestCertificates.Create("second"));
        var files = Write("PEM", first);
        await using var node = await TestNode.StartAsync(certificate: Load(files));
        await node.DeployAsync("path: /orders", "- log: got");
        Assert.Equal(HttpStatusCode.OK, (await node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        Assert.Equal(first.Thumbprint, (await HandshakeAsync(node.Address, SslProtocols.None)).Certificate);

        Replace(files.Certificate, second.ExportCertificatePem() + '\n' + second.KeyPem());

        Assert.Equal(second.Thumbprint, (await HandshakeAsync(node.Address, SslProtocols.None)).Certificate);
        Assert.Equal(HttpStatusCode.OK, (await node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        Assert.Equal(2, _log.Of(LogLevel.Information).Count());
    }

    [Fact]
    public async Task A_replacement_that_is_no_good_is_reported_once_and_the_old_certificate_stays()
    {
        var (first, second) = (TestCertificates.Create("first"), TestCertificates.Create("second"));
        var files = Write("PEM", first);
        await using var node = await TestNode.StartAsync(certificate: Load(files));

        Replace(files.Certificate, "half a fi");
        var seen = new[] { await HandshakeAsync(node.Address, SslProtocols.None), await HandshakeAsync(node.Address, SslProtocols.None) };
        var reported = _log.Of(LogLevel.Error).ToArray();
        Replace(files.Certificate, second.ExportCertificatePem() + '\n' + second.KeyPem());

        Assert.All(seen, s => Assert.Equal(first.Thumbprint, s.Certificate));
        Assert.Contains(files.Certificate, Assert.Single(reported));
        Assert.Equal(second.Thumbprint, (await HandshakeAsync(node.Address, SslProtocols.None)).Certificate);
    }

    [Fact]
    public async Task A_mounted_secret_that_is_replaced_by_switching_a_link_is_noticed()
    {
        var (first, second) = (TestCertificates.Create("first"), TestCertificates.Create("second"));
        foreach (var (folder, certificate) in new[] { ("1", first), ("2", second) })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
            System.IO.File.WriteAllText(Path.Combine(_folder, folder, "tls.pem"), certificate.ExportCertificatePem() + '\n' + certificate.KeyPem());
        }

        var link = Path.Combine(_folder, "tls.pem");
        System.IO.File.CreateSymbolicLink(link, Path.Combine(_folder, "1", "tls.pem"));
        await using var node = await TestNode.StartAsync(certificate: Load(new ServerCertificateFiles(link, "", "")));
        Assert.Equal(first.Thumbprint, (await HandshakeAsync(node.Address, SslProtocols.None)).Certificate);

        System.IO.File.Delete(link);
        System.IO.File.CreateSymbolicLink(link, Path.Combine(_folder, "2", "tls.pem"));

        Assert.Equal(second.Thumbprint, (await HandshakeAsync(node.Address, SslProtocols.None)).Certificate);
    }

    private ServerCertificate Load(ServerCertificateFiles files) => ServerCertificate.Load(files, TimeProvider.System, _log);

    private ServerCertificateFiles Write(string form, X509Certificate2 own, X509Certificate2? issuer = null)
    {
        var chain = own.ExportCertificatePem() + '\n' + issuer?.ExportCertificatePem() + '\n';
        var all = new X509Certificate2Collection(own);
        if (issuer is not null)
        {
            all.Add(issuer);
        }

        return form switch
        {
            "PKCS #12" => new(File("a.p12", all.Export(X509ContentType.Pkcs12)!), "", ""),
            "PKCS #12 with password" => new(File("a.p12", all.Export(X509ContentType.Pkcs12, Password)!), "", Password),
            "PEM" => new(File("a.pem", chain + own.KeyPem()), "", ""),
            "PEM, key first" => new(File("a.pem", own.KeyPem() + '\n' + chain), "", ""),
            "PEM, encrypted key" => new(File("a.pem", chain + own.KeyPem(Password)), "", Password),
            "PEM, key apart" => new(File("a.crt", chain), File("a.key", own.KeyPem()), ""),
            _ => new(File("a.crt", chain), File("a.key", own.KeyPem(Password)), Password),
        };
    }

    private string File(string name, string text) => File(name, System.Text.Encoding.ASCII.GetBytes(text));

    private string File(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    // Replaces at once, as tools that renew certificates do.
    private static void Replace(string path, string text)
    {
        System.IO.File.WriteAllText(path + ".new", text);
        System.IO.File.Move(path + ".new", path, overwrite: true);
    }

    private static async Task<Handshake> HandshakeAsync(Uri address, SslProtocols protocols)
    {
        string? issuer = null;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, chain, _) =>
        {
            issuer = chain!.ChainPolicy.ExtraStore.FirstOrDefault(c => c.Subject == "CN=issuer")?.Thumbprint;
            return true;
        });
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "acme", EnabledSslProtocols = protocols });
        return new Handshake(tls.RemoteCertificate!.GetCertHashString(), issuer, tls.SslProtocol);
    }

    /// <summary>The first message of a client that knows nothing newer than TLS 1.0 (0x0301) or 1.1 (0x0302), RFC 4346, 7.4.1.2.</summary>
    private static byte[] Hello(byte version)
    {
        byte[] suites = [0xC0, 0x13, 0xC0, 0x14, 0x00, 0x2F, 0x00, 0x35];
        byte[] body = [0x03, version, .. new byte[32], 0, 0, (byte)suites.Length, .. suites, 1, 0];
        byte[] handshake = [1, 0, 0, (byte)body.Length, .. body];
        return [22, 0x03, 0x01, 0, (byte)handshake.Length, .. handshake];
    }

    private sealed record Handshake(string Certificate, string? Issuer, SslProtocols Protocol);
}
