using System.Security.Cryptography;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Keys;

/// <summary>The bare signature of a content, without any envelope.</summary>
public static class RawSigner
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Reads the content to its end and signs it; RSA as PKCS#1 or PSS, ECDSA and DSA as DER (RFC 3279).</summary>
    public static async Task<byte[]> SignAsync(Stream content, KeyPairCredential pair, (DigestKind Digest, RsaPadding Padding) algorithm, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(Digests.Name(algorithm.Digest));
        var buffer = new byte[BufferSize];
        while (await content.ReadAsync(buffer, cancel) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
        }

        return CertificateSignature.Sign(pair, hash.GetHashAndReset(), algorithm.Digest, algorithm.Padding);
    }
}
