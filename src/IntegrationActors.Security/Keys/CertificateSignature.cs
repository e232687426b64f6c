using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Keys;

/// <summary>Signs hashes with the private key of a certificate, and verifies such signatures: RSA, ECDSA, DSA.</summary>
internal static class CertificateSignature
{
    private const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;

    public static byte[] Sign(KeyPairCredential pair, byte[] hash, DigestKind digest, RsaPadding padding)
    {
        using var rsa = pair.Certificate.GetRSAPrivateKey();
        using var ecdsa = pair.Certificate.GetECDsaPrivateKey();
        using var dsa = pair.Certificate.GetDSAPrivateKey();
#pragma warning disable CA5351 // The owner of the key chose DSA, and partners that know nothing else still ask for it.
        return rsa?.SignHash(hash, Digests.Name(digest), Padding(padding)) ?? ecdsa?.SignHash(hash, Format) ?? dsa?.CreateSignature(hash, Format)
            ?? throw SecurityFault.WrongKey(pair.Name, "it is no key of RSA, ECDSA or DSA");
#pragma warning restore CA5351
    }

    public static bool Verify(X509Certificate2 certificate, byte[] hash, byte[] signature, (DigestKind Digest, RsaPadding Padding) algorithm)
    {
        using var rsa = certificate.GetRSAPublicKey();
        using var ecdsa = certificate.GetECDsaPublicKey();
        using var dsa = certificate.GetDSAPublicKey();
        return rsa?.VerifyHash(hash, signature, Digests.Name(algorithm.Digest), Padding(algorithm.Padding)) ?? ecdsa?.VerifyHash(hash, signature, Format)
            ?? dsa?.VerifySignature(hash, signature, Format) ?? false;
    }

    private static RSASignaturePadding Padding(RsaPadding padding) => padding == RsaPadding.Pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
}
