using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Hosting;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Hosting;

public sealed class ClusterCertificatesTests : IDisposable
{
    private readonly X509Certificate2 _authority = Authority("CN=cluster");

    public void Dispose() => _authority.Dispose();

    [Fact]
    public void Only_a_certificate_of_the_own_authority_is_a_node()
    {
        using var stranger = Authority("CN=cluster");
        X509Certificate2Collection trusted = [_authority];

        Assert.True(ClusterCertificates.IsNode(Node(_authority), trusted));
        Assert.False(ClusterCertificates.IsNode(Node(stranger), trusted));
        Assert.False(ClusterCertificates.IsNode(stranger, trusted));
        Assert.False(ClusterCertificates.IsNode(null, trusted));
    }

    [Fact]
    public void Certificate_and_authority_are_loaded_from_files()
    {
        using var folder = new TestFolder();
        var pfx = Path.Combine(folder.Path, "node.pfx");
        File.WriteAllBytes(pfx, Node(_authority).Export(X509ContentType.Pfx, "secret"));
        var options = new ClusterTlsOptions { Certificate = pfx, Password = "secret", Authority = folder.Write("ca.pem", _authority.ExportCertificatePem()) };

        Assert.NotNull(ClusterCertificates.Load(options));
        Assert.Throws<ConfigException>(() => ClusterCertificates.Load(options with { Password = "wrong" }));
        Assert.Throws<ConfigException>(() => ClusterCertificates.Load(options with { Authority = "" }));
        Assert.Null(ClusterCertificates.Load(new ClusterTlsOptions()));
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 Node(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        return request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3]).CopyWithPrivateKey(key);
    }
}
