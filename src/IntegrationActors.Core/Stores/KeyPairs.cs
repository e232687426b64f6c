using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Core.Stores;

/// <summary>Reads key pairs and certificates from what people have: PKCS#12, PEM, DER.</summary>
public static class KeyPairs
{
    // In memory alone: the platform's key store would write private keys to the home folder.
    private static readonly X509KeyStorageFlags Storage =
        (OperatingSystem.IsMacOS() ? X509KeyStorageFlags.DefaultKeySet : X509KeyStorageFlags.EphemeralKeySet) | X509KeyStorageFlags.Exportable;

    /// <summary>Reads a PKCS#12 file.</summary>
    /// <exception cref="InvalidCredentialException">Not PKCS#12, wrong password, or no private key.</exception>
    public static KeyPairCredential FromPfx(string name, ReadOnlySpan<byte> pfx, string? password)
    {
        try
        {
            return Split(name, X509CertificateLoader.LoadPkcs12Collection(pfx, password, Storage));
        }
        catch (CryptographicException e)
        {
            throw new InvalidCredentialException("The file is not PKCS#12 (.p12, .pfx), or the password is wrong.", e);
        }
    }

    /// <summary>Reads PEM texts (RFC 7468).</summary>
    /// <param name="name">Name of the credential.</param>
    /// <param name="certificates">The certificate, then its chain.</param>
    /// <param name="key">PKCS#8 or traditional private key; encrypted PKCS#8 with a password.</param>
    /// <param name="password">Null when the key is not encrypted.</param>
    public static KeyPairCredential FromPem(string name, string certificates, string key, string? password)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificates);
            if (all.Count == 0)
            {
                throw new InvalidCredentialException("The text holds no certificate: it has no '-----BEGIN CERTIFICATE-----'.");
            }

            var pair = password is null ? X509Certificate2.CreateFromPem(certificates, key) : X509Certificate2.CreateFromEncryptedPem(certificates, key, password);
            all.RemoveAt(0);
            return new KeyPairCredential(name, pair, all);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new InvalidCredentialException("Certificate and private key are not PEM of one pair, or the password of the key is wrong.", e);
        }
    }

    /// <summary>Reads the certificate of a partner: the first one of a PEM text, or DER (RFC 5280).</summary>
    /// <exception cref="InvalidCredentialException">Neither of both.</exception>
    public static CertificateCredential FromCertificate(string name, ReadOnlySpan<byte> file)
    {
        try
        {
            return new CertificateCredential(name, X509CertificateLoader.LoadCertificate(file));
        }
        catch (CryptographicException e)
        {
            throw new InvalidCredentialException("The file is no certificate: neither PEM with '-----BEGIN CERTIFICATE-----' nor DER.", e);
        }
    }

    /// <summary>The pair as PKCS#12 without password.</summary>
    public static byte[] Pack(KeyPairCredential pair)
    {
        X509Certificate2Collection all = [pair.Certificate, .. pair.Chain];
        return all.Export(X509ContentType.Pkcs12) ?? throw new InvalidCredentialException("The private key can't be exported.");
    }

    private static KeyPairCredential Split(string name, X509Certificate2Collection all)
    {
        var pair = all.FirstOrDefault(certificate => certificate.HasPrivateKey)
            ?? throw new InvalidCredentialException("The file holds no private key. Export the certificate together with its key.");
        all.Remove(pair);
        return new KeyPairCredential(name, pair, all);
    }
}
