using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tests.Tls;

/// <summary>Each test shakes hands with a server, as the channels do.</summary>
public sealed class ServerTrustTests
{
    private const string Host = "server.example";

    [Fact]
    public async Task A_server_of_a_trusted_root_is_accepted()
    {
        var chain = TestCertificates.CreateWholeChain(Host);

        Assert.Null(await RefusalAsync(chain.Own, [chain.Issuer], trusted: chain.Root));
    }

    [Fact]
    public async Task An_issuer_in_the_middle_of_the_chain_may_be_trusted()
    {
        var chain = TestCertificates.CreateWholeChain(Host);

        Assert.Null(await RefusalAsync(chain.Own, [], trusted: chain.Issuer));
    }

    [Fact]
    public async Task The_certificate_of_the_server_itself_may_be_trusted()
    {
        var chain = TestCertificates.CreateWholeChain(Host);
        using var alone = TestCertificates.Create(Host);

        Assert.Null(await RefusalAsync(chain.Own, [], trusted: chain.Own));
        Assert.Null(await RefusalAsync(alone, [], trusted: alone));
    }

    [Fact]
    public async Task An_authority_with_the_name_of_a_trusted_one_is_refused()
    {
        var trusted = TestCertificates.CreateWholeChain(Host);
        var rogue = TestCertificates.CreateWholeChain(Host);

        Assert.Contains("nobody that is trusted", await RefusalAsync(rogue.Own, [rogue.Issuer], trusted: trusted.Root), StringComparison.Ordinal);
        Assert.Contains("nobody that is trusted", await RefusalAsync(rogue.Own, [rogue.Issuer, rogue.Root], trusted: trusted.Issuer), StringComparison.Ordinal);
        Assert.Contains("nobody that is trusted", await RefusalAsync(rogue.Own, [trusted.Root], trusted: trusted.Root), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_another_name_is_refused()
    {
        var chain = TestCertificates.CreateWholeChain("other.example");

        Assert.Contains("for another name: 'CN=other.example'", await RefusalAsync(chain.Own, [chain.Issuer], trusted: chain.Root), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_out_of_date_is_refused_though_it_is_trusted()
    {
        using var old = TestCertificates.Create(Host, DateTimeOffset.UtcNow.AddDays(-3));

        Assert.Contains("out of date", await RefusalAsync(old, [], trusted: old), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_trusted_certificates_the_roots_of_the_machine_count()
    {
        var chain = TestCertificates.CreateWholeChain(Host);

        Assert.Contains("nobody that is trusted", await RefusalAsync(chain.Own, [chain.Issuer, chain.Root], trusted: null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trusted_certificates_are_found_by_name_and_kind()
    {
        using var certificate = TestCertificates.Create(Host);
        var credentials = new Credentials(new CertificateCredential("ca", certificate), new KeyPairCredential("pair", certificate, []), new UserCredential("user", "u", "p"));

        var trust = await ServerTrust.FindAsync([Reference("ca"), Reference("pair")], credentials, default);
        var missing = await Assert.ThrowsAsync<FaultException>(() => ServerTrust.FindAsync([Reference("gone")], credentials, default).AsTask());
        var wrong = await Assert.ThrowsAsync<FaultException>(() => ServerTrust.FindAsync([Reference("user")], credentials, default).AsTask());

        Assert.Equal(2, trust.Pem!.Split("-----BEGIN").Length - 1);
        Assert.Contains("no credential 'gone'", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'user' is no certificate", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_of_the_client_is_a_key_pair()
    {
        using var certificate = TestCertificates.Create(Host);
        var credentials = new Credentials(new CertificateCredential("ca", certificate), new KeyPairCredential("pair", certificate, []));

        Assert.Null(await ClientCertificate.FindAsync(null, credentials, default));
        Assert.Same(certificate, (await ClientCertificate.FindAsync(Reference("pair"), credentials, default))!.Certificate);
        var wrong = await Assert.ThrowsAsync<FaultException>(() => ClientCertificate.FindAsync(Reference("ca"), credentials, default).AsTask());
        Assert.Contains("'ca' is no key pair", wrong.Message, StringComparison.Ordinal);
    }

    private static CredentialReference Reference(string name) => new(name, default);

    private static async Task<string?> RefusalAsync(X509Certificate2 own, X509Certificate2[] sent, X509Certificate2? trusted)
    {
        var credentials = trusted is null ? new Credentials() : new Credentials(new CertificateCredential("trusted", trusted));
        var trust = await ServerTrust.FindAsync(trusted is null ? [] : [Reference("trusted")], credentials, default);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = new TcpClient();
        await connection.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var accepted = await listener.AcceptTcpClientAsync();
        await using var client = new SslStream(connection.GetStream());
        await using var server = new SslStream(accepted.GetStream());
        var context = SslStreamCertificateContext.Create(own, [.. sent], offline: true);
        var served = server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = context });
        try
        {
            await client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = Host, RemoteCertificateValidationCallback = trust.Accepts });
            await served;
        }
        catch (AuthenticationException)
        {
            Assert.NotNull(trust.Refusal);
        }

        return trust.Refusal;
    }

    private sealed class Credentials(params Credential[] all) : ICredentialSource
    {
        public ValueTask<Credential?> FindAsync(string name, CancellationToken cancel) => new(all.FirstOrDefault(credential => credential.Name == name));
    }
}
