using IntegrationActors.Adapters.Https.Sender.Listeners;
using IntegrationActors.Adapters.Tests.Support;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Adapters.Tests.Https.Sender.Listeners;

/// <summary>What an operator is told about the certificate.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ia-tls-").FullName;
    private readonly X509Certificate2 _own = TestCertificates.Create("acme");
    private readonly TestLogger _log = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_is_missing_or_a_folder_is_named()
    {
        AssertRefused(new(Path.Combine(_folder, "none.p12"), "", ""), CertificateSetting.Certificate, "there is no file", "none.p12");
        AssertRefused(new(_folder, "", ""), CertificateSetting.Certificate, "can't be read", _folder);
        AssertRefused(new(Write("a.crt", _own.ExportCertificatePem()), Path.Combine(_folder, "none.key"), ""), CertificateSetting.CertificateKey, "there is no file", "none.key");
    }

    [Fact]
    public void A_wrong_or_missing_password_is_the_finding_and_is_not_shown()
    {
        var store = Write("a.p12", _own.Export(X509ContentType.Pkcs12, "geheim"));
        var pem = Write("a.pem", _own.ExportCertificatePem() + '\n' + _own.KeyPem("geheim"));

        AssertRefused(new(store, "", "falsch"), CertificateSetting.CertificatePassword, "not the password", store);
        AssertRefused(new(store, "", ""), CertificateSetting.CertificatePassword, "needs a password", store);
        AssertRefused(new(pem, "", "falsch"), CertificateSetting.CertificatePassword, "not the password", pem);
        AssertRefused(new(pem, "", ""), CertificateSetting.CertificatePassword, "needs a password", pem);
    }

    [Fact]
    public void What_a_file_lacks_is_said()
    {
        var other = TestCertificates.Create("other");

        AssertRefused(new(Write("a.txt", "hello"), "", ""), CertificateSetting.Certificate, "neither a PKCS #12 nor a PEM file");
        AssertRefused(new(Write("a.der", _own.Export(X509ContentType.Cert)), "", ""), CertificateSetting.Certificate, "neither a PKCS #12 nor a PEM file");
        AssertRefused(new(Write("a.key", _own.KeyPem()), "", ""), CertificateSetting.Certificate, "-----BEGIN CERTIFICATE-----");
        AssertRefused(new(Write("a.crt", _own.ExportCertificatePem()), "", ""), CertificateSetting.Certificate, "no private key", "certificate-key");
        AssertRefused(new(Write("a.crt", _own.ExportCertificatePem()), Write("b.key", other.KeyPem()), ""), CertificateSetting.CertificateKey, "does not fit");
        AssertRefused(
            new(Write("a.crt", _own.ExportCertificatePem()), Write("b.key", "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----"), "x"),
            CertificateSetting.CertificateKey,
            "openssl pkcs8");
        AssertRefused(new(Write("a.p12", new X509Certificate2Collection(X509CertificateLoader.LoadCertificate(_own.RawData)).Export(X509ContentType.Pkcs12)!), "", ""), CertificateSetting.Certificate, "no private key");
    }

    [Theory]
    [InlineData(40, null)]
    [InlineData(13, "expires on")]
    [InlineData(-1, "expired on")]
    public void A_certificate_that_expires_is_a_warning_and_works(int days, string? warning)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var own = TestCertificates.Create("acme", time.GetUtcNow().AddDays(days));

        var certificate = ServerCertificate.Load(new(Write("a.pem", own.ExportCertificatePem() + '\n' + own.KeyPem()), "", ""), time, _log);

        Assert.NotNull(certificate.Current().ServerCertificateContext);
        var warnings = _log.Of(LogLevel.Warning).ToArray();
        Assert.Equal(warning is null ? 0 : 1, warnings.Length);
        Assert.All(warnings, line => Assert.Matches($"a\\.pem {warning}", line));
    }

    [Fact]
    public void A_certificate_that_expires_while_the_node_runs_is_warned_of_once_a_day()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var own = TestCertificates.Create("acme", time.GetUtcNow().AddDays(15));
        var certificate = ServerCertificate.Load(new(Write("a.pem", own.ExportCertificatePem() + '\n' + own.KeyPem()), "", ""), time, _log);

        for (var hour = 0; hour < 48; hour++)
        {
            certificate.Current();
            time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(_log.Of(LogLevel.Warning));
        time.Advance(TimeSpan.FromHours(24));
        certificate.Current();
        Assert.Equal(2, _log.Of(LogLevel.Warning).Count());
    }

    private static void AssertRefused(ServerCertificateFiles files, CertificateSetting setting, params string[] parts)
    {
        var e = Assert.Throws<CertificateException>(() => ServerCertificate.Load(files, TimeProvider.System, new TestLogger()));

        Assert.Equal(setting, e.Setting);
        Assert.All(parts, part => Assert.Contains(part, e.Message));
        Assert.DoesNotContain("falsch", e.Message);
    }

    private string Write(string name, string text) => Write(name, System.Text.Encoding.ASCII.GetBytes(text));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
