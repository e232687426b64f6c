using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Certificates of nobody.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Create(string name) => Create(name, DateTimeOffset.UtcNow.AddDays(1));

    public static X509Certificate2 Create(string name, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(until.AddDays(-90), until);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    public static X509Certificate2 CreateRsa(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>A certificate with its key, and the one that issued it, which is not its own root.</summary>
    public static (X509Certificate2 Own, X509Certificate2 Issuer) CreateChain(string name)
    {
        var (own, issuer, _) = CreateWholeChain(name);
        return (own, issuer);
    }

    /// <summary>A certificate with its key, the one that issued it, and the root of both.</summary>
    public static (X509Certificate2 Own, X509Certificate2 Issuer, X509Certificate2 Root) CreateWholeChain(string name)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var ownKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var root = Authority("root", rootKey).CreateSelfSigned(from, until);
        using var issuer = Authority("issuer", issuerKey).Create(root, from, until, [1]).CopyWithPrivateKey(issuerKey);
        using var own = new CertificateRequest($"CN={name}", ownKey, HashAlgorithmName.SHA256).Create(issuer, from, until, [2]).CopyWithPrivateKey(ownKey);
        return (X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable), X509CertificateLoader.LoadCertificate(issuer.RawData), X509CertificateLoader.LoadCertificate(root.RawData));
    }

    /// <summary>The private key as PEM (PKCS #8), encrypted if there is a password.</summary>
    public static string KeyPem(this X509Certificate2 certificate, string? password = null)
    {
        using AsymmetricAlgorithm key = certificate.GetECDsaPrivateKey() as AsymmetricAlgorithm ?? certificate.GetRSAPrivateKey()!;
        return password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}
