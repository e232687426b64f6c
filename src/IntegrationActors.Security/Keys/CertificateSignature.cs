using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Keys;

/// <summary>Signs hashes with the private key of a certificate, and verifies such signatures: RSA, ECDSA, DSA.</summary>
internal static class CertificateSignature
{
    private const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;

    /// <summary>The private key; its holder disposes of it.</summary>
    public static AsymmetricAlgorithm PrivateKey(KeyPairCredential pair) =>
        (AsymmetricAlgorithm?)pair.Certificate.GetRSAPrivateKey() ?? (AsymmetricAlgorithm?)pair.Certificate.GetECDsaPrivateKey() ?? pair.Certificate.GetDSAPrivateKey()
            ?? throw SecurityFault.WrongKey(pair.Name, "it is no key of RSA, ECDSA or DSA");

    /// <summary>The public key, which its holder disposes of; null when it is of a kind that does not sign.</summary>
    public static AsymmetricAlgorithm? PublicKey(X509Certificate2 certificate) =>
        (AsymmetricAlgorithm?)certificate.GetRSAPublicKey() ?? (AsymmetricAlgorithm?)certificate.GetECDsaPublicKey() ?? certificate.GetDSAPublicKey();

    public static byte[] Sign(KeyPairCredential pair, byte[] hash, DigestKind digest, RsaPadding padding)
    {
        using var key = PrivateKey(pair);
        return key switch
        {
            RSA rsa => rsa.SignHash(hash, Digests.Name(digest), Padding(padding)),
            ECDsa curve => curve.SignHash(hash, Format),
#pragma warning disable CA5351 // The owner of the key chose DSA, and partners that know nothing else still ask for it.
            _ => ((DSA)key).CreateSignature(hash, Format),
#pragma warning restore CA5351
        };
    }

    public static bool Verify(X509Certificate2 certificate, byte[] hash, byte[] signature, (DigestKind Digest, RsaPadding Padding) algorithm)
    {
        using var key = PublicKey(certificate);
        return key switch
        {
            RSA rsa => rsa.VerifyHash(hash, signature, Digests.Name(algorithm.Digest), Padding(algorithm.Padding)),
            ECDsa curve => curve.VerifyHash(hash, signature, Format),
            DSA dsa => dsa.VerifySignature(hash, signature, Format),
            _ => false,
        };
    }

    private static RSASignaturePadding Padding(RsaPadding padding) => padding == RsaPadding.Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
