using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;
using Org.BouncyCastle.Crypto;

namespace IntegrationActors.Security.Cms;

/// <summary>Writes enveloped data (RFC 5652, 6) and, with GCM, authenticated enveloped data (RFC 5083) as a stream. Thread-safe.</summary>
public sealed class CmsEncryptor(CmsCipher cipher, KeyEncryption keyEncryption, bool base64)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Encrypts for all recipients.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="target">Takes the message; stays open.</param>
    /// <param name="recipients">At least one; their validity is for the caller to check.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="Core.Exchanges.FaultException">IA3702: a certificate has a key that messages are not encrypted for.</exception>
    public async Task EncryptAsync(Stream content, Stream target, IReadOnlyList<KnownCertificate> recipients, CancellationToken cancel)
    {
        var algorithm = CmsContentCipher.Create(cipher);
        var key = Key(algorithm.KeyLength);
        await using var text = CmsText.Write(target, base64);
        var writer = new BerWriter(text);
        writer.Enter(0x30);
        writer.Write(w => w.WriteObjectIdentifier(algorithm.IsAuthenticated ? CmsOids.AuthEnvelopedData : CmsOids.EnvelopedData));
        writer.Enter(0xA0, 0x30);
        writer.Write(w => w.WriteInteger(algorithm.IsAuthenticated || recipients.All(IsRsa) ? 0 : 2));
        writer.Write(w => WriteRecipients(w, recipients, key));
        writer.Enter(0x30);
        writer.Write(w => w.WriteObjectIdentifier(CmsOids.Data));
        writer.Write(algorithm.Write);
        writer.Enter(0xA0);
        var tag = await WriteAsync(content, writer, (algorithm.Start(key, encrypts: true), algorithm.TagLength * (algorithm.IsAuthenticated ? 1 : 0)), cancel);
        writer.Leave(2);
        if (algorithm.IsAuthenticated)
        {
            writer.Write(w => w.WriteOctetString(tag));
        }

        writer.LeaveAll();
        CryptographicOperations.ZeroMemory(key);
    }

    private byte[] Key(int length)
    {
        var key = RandomNumberGenerator.GetBytes(length);
        if (cipher == CmsCipher.TripleDesCbc)
        {
            Org.BouncyCastle.Crypto.Parameters.DesParameters.SetOddParity(key);
        }

        return key;
    }

    private static async Task<byte[]> WriteAsync(Stream content, BerWriter writer, (IBufferedCipher Cipher, int TagLength) sealing, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var sealedBytes = new byte[sealing.Cipher.GetOutputSize(BufferSize) + BufferSize];
        while (await content.ReadAsync(buffer, cancel) is var count and > 0)
        {
            writer.WritePiece(sealedBytes.AsSpan(0, sealing.Cipher.ProcessBytes(buffer, 0, count, sealedBytes, 0)));
        }

        var rest = sealing.Cipher.DoFinal(sealedBytes, 0) - sealing.TagLength;
        writer.WritePiece(sealedBytes.AsSpan(0, rest));
        return sealedBytes.AsSpan(rest, sealing.TagLength).ToArray();
    }

    private void WriteRecipients(AsnWriter writer, IReadOnlyList<KnownCertificate> recipients, byte[] key)
    {
        using (writer.PushSetOf())
        {
            foreach (var recipient in recipients.DistinctBy(one => one.Certificate.Thumbprint, StringComparer.Ordinal))
            {
                if (IsRsa(recipient))
                {
                    WriteRecipient(writer, recipient, key);
                    continue;
                }

                using var curve = recipient.Certificate.GetECDiffieHellmanPublicKey()
                    ?? throw SecurityFault.WrongKey(recipient.Alias, "messages are encrypted for keys of RSA, and of elliptic curves that may agree on keys");
                CmsKeyAgreement.Write(writer, recipient, curve, key);
            }
        }
    }

    private static bool IsRsa(KnownCertificate recipient) => string.Equals(recipient.Certificate.PublicKey.Oid.Value, CmsOids.Rsa, StringComparison.Ordinal);

    private void WriteRecipient(AsnWriter writer, KnownCertificate recipient, byte[] key)
    {
        using var rsa = recipient.Certificate.GetRSAPublicKey()!;
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            CmsRecipients.WriteName(writer, recipient.Certificate);
            WriteKey(writer, rsa, key);
        }
    }

    private void WriteKey(AsnWriter writer, RSA rsa, byte[] key)
    {
        if (keyEncryption == KeyEncryption.Pkcs1)
        {
            CmsOids.WriteAlgorithm(writer, CmsOids.Rsa, w => w.WriteNull());
            writer.WriteOctetString(rsa.Encrypt(key, RSAEncryptionPadding.Pkcs1));
            return;
        }

        CmsOids.WriteAlgorithm(writer, CmsOids.RsaOaep, w => CmsOids.WriteHashAndMask(w, DigestKind.Sha256));
        writer.WriteOctetString(rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
    }
}
