using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Steps.Tests.Support.Crypto;

/// <summary>Key pairs and certificates as credentials of the tenant, and as files for openssl and xmlsec1. Shared by all tests of a run.</summary>
internal sealed class TestPki
{
    private static readonly Lazy<TestPki> All = new(() => new TestPki());

    private readonly string _folder = Directory.CreateTempSubdirectory("ia-pki-").FullName;

    private TestPki()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_folder, recursive: true);
        var now = TimeProvider.System.GetUtcNow();
        using var rsa = RSA.Create(2048);
        using var newer = RSA.Create(3072);
        using var weak = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        Credentials =
        [
            Pair("own", Request("own", rsa), now.AddYears(1)),
            Pair("newer", Request("newer", newer), now.AddYears(1)),
            Pair("weak", Request("weak", weak), now.AddYears(1)),
            Pair("curve", new CertificateRequest("CN=curve", curve, HashAlgorithmName.SHA256), now.AddYears(1)),
            Pair("large", new CertificateRequest("CN=large", large, HashAlgorithmName.SHA256), now.AddYears(1)),
            Pair("old", Request("old", rsa), now.AddDays(-1)),
            Dsa("dsa"),
        ];
        Partners = [.. Credentials.Select(pair => new CertificateCredential(pair.Name, pair.Certificate))];
    }

    public static TestPki Shared => All.Value;

    /// <summary>own, newer, weak (RSA), curve and large (P-256 and P-521), dsa, and old, which is out of date: pairs with private keys.</summary>
    public IReadOnlyList<KeyPairCredential> Credentials { get; }

    /// <summary>The same certificates, as those of partners.</summary>
    public IReadOnlyList<CertificateCredential> Partners { get; }

    /// <summary>Path of the certificate as PEM.</summary>
    public string Certificate(string name) => Path.Combine(_folder, name + ".crt");

    /// <summary>Path of the private key as PEM.</summary>
    public string Key(string name) => Path.Combine(_folder, name + ".key");

    /// <summary>Path of a fresh file with a content.</summary>
    public string File(byte[] content)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private static CertificateRequest Request(string name, RSA key) => new($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    // .NET makes no certificates of DSA.
    private KeyPairCredential Dsa(string name)
    {
        var parameters = Path.Combine(_folder, name + ".parameters");
        CryptoTools.Run("openssl", ["genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:2048", "-pkeyopt", "dsa_paramgen_q_bits:256", "-out", parameters]).Ok();
        CryptoTools.Run("openssl", ["genpkey", "-paramfile", parameters, "-out", Key(name)]).Ok();
        CryptoTools.Run("openssl", ["req", "-x509", "-new", "-key", Key(name), "-subj", "/CN=" + name, "-days", "300", "-sha256", "-out", Certificate(name)]).Ok();
        return KeyPairs.FromPem(name, System.IO.File.ReadAllText(Certificate(name)), System.IO.File.ReadAllText(Key(name)), password: null);
    }

    private KeyPairCredential Pair(string name, CertificateRequest request, DateTimeOffset until)
    {
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var certificate = request.CreateSelfSigned(until.AddYears(-2), until);
        System.IO.File.WriteAllText(Certificate(name), certificate.ExportCertificatePem());
        var key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()!;
        System.IO.File.WriteAllText(Key(name), key.ExportPkcs8PrivateKeyPem());
        return new KeyPairCredential(name, certificate, []);
    }
}
