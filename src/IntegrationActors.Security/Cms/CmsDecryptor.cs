using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;
using Org.BouncyCastle.Crypto;

namespace IntegrationActors.Security.Cms;

/// <summary>
/// Opens enveloped data (RFC 5652, 6) and authenticated enveloped data (RFC 5083) as a stream: (1) the frame; (2) the key for one of our certificates; (3) the content;
/// (4) its authentication. What was written to the target counts only when the method returns. Thread-safe.
/// </summary>
public sealed class CmsDecryptor(IReadOnlyList<KeyPairCredential> keys, bool allowUnauthenticated, bool allowWeak)
{
    private const string Kind = "encrypted PKCS#7 message";
    private const int BufferSize = 64 * 1024;

    /// <summary>Decrypts a message: bytes, base64 or PEM.</summary>
    /// <exception cref="FaultException">IA3705 to IA3709, IA3714; what was written to the target must be dropped.</exception>
    public void Decrypt(Stream message, Stream target, CancellationToken cancel)
    {
        var source = new BoundedStream(CmsText.Read(message));
        try
        {
            var reader = new BerReader(source);
            var (algorithm, key) = ReadFrame(reader); // 1, 2
            source.Open();
            using var content = reader.ReadOctets(0x80);
            var cipher = algorithm.Start(key, encrypts: false);
            Pass(content, target, cipher, cancel); // 3
            source.Close(BoundedStream.Around);
            reader.Leave();
            Finish(reader, algorithm, cipher, target); // 4
        }
        catch (Exception e) when (e is InvalidCipherTextException or CryptoException or CryptographicException)
        {
            throw SecurityFault.Damaged(e);
        }
        catch (Exception e) when (CmsVerifier.IsOfParser(e))
        {
            throw SecurityFault.NotOfKind(Kind, e.Message, e);
        }
    }

    private (CmsContentCipher Algorithm, byte[] Key) ReadFrame(BerReader reader)
    {
        reader.Enter(0x30);
        var isAuthenticated = AsnDecoder.ReadObjectIdentifier(reader.ReadElement(), AsnEncodingRules.BER, out _) switch
        {
            CmsOids.AuthEnvelopedData => true,
            CmsOids.EnvelopedData => false,
            _ => throw new InvalidDataException("it is of another kind"),
        };
        reader.Enter(0xA0);
        reader.Enter(0x30);
        reader.ReadElement();
        if (reader.Peek() == 0xA0)
        {
            reader.ReadElement();
        }

        var recipients = reader.ReadElement();
        reader.Enter(0x30);
        reader.ReadElement();
        var algorithm = CmsContentCipher.Read(reader.ReadElement()) ?? throw SecurityFault.Weak("The cipher of the message is not known here, or");
        if (algorithm.IsAuthenticated != isAuthenticated)
        {
            throw new InvalidDataException("its cipher does not belong into it");
        }

        if (algorithm.Cipher == CmsCipher.TripleDesCbc && !allowWeak)
        {
            throw SecurityFault.Weak("Triple DES");
        }

        if (!isAuthenticated && !allowUnauthenticated)
        {
            throw SecurityFault.WithoutIntegrity("Ask the sender for AES-GCM or signed messages; allowWithoutIntegrity accepts others.");
        }

        return (algorithm, Find(recipients, algorithm.KeyLength));
    }

    private byte[] Find(byte[] recipients, int keyLength)
    {
        var set = new AsnReader(recipients, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true);
        var others = new List<string>();
        while (set.HasData)
        {
            if (set.PeekTag() is { TagClass: TagClass.ContextSpecific } tag)
            {
                if (!tag.HasSameClassAndValue(CmsKeyAgreement.Tag))
                {
                    set.ReadEncodedValue();
                }
                else if (CmsKeyAgreement.Open(set, keys, others) is { } agreed)
                {
                    return Exactly(keyLength, agreed);
                }

                continue;
            }

            var recipient = set.ReadSequence();
            recipient.ReadInteger();
            var (isOf, text) = CmsRecipients.ReadName(recipient);
            if (keys.FirstOrDefault(pair => isOf(pair.Certificate)) is { } key)
            {
                return Open(key, recipient, keyLength);
            }

            others.Add(text);
        }

        throw SecurityFault.ForOthers(others.Count > 0 ? "for " + string.Join(", ", others.Take(16)) : "with a password, or for something else than a certificate");
    }

    private static byte[] Open(KeyPairCredential pair, AsnReader recipient, int keyLength)
    {
        using var rsa = pair.Certificate.GetRSAPrivateKey() ?? throw SecurityFault.WrongKey(pair.Name, "it is no RSA key");
        var algorithm = recipient.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        var parameters = algorithm.HasData ? algorithm.ReadEncodedValue() : default;
        var encrypted = recipient.ReadOctetString();
        if (string.Equals(oid, CmsOids.RsaOaep, StringComparison.Ordinal))
        {
            var digest = parameters.IsEmpty ? DigestKind.Sha1 : CmsOids.ReadHashAndMask(parameters).Digest ?? throw new InvalidDataException("its padding is not known here");
            return Exactly(keyLength, rsa.Decrypt(encrypted, RSAEncryptionPadding.CreateOaep(Digests.Name(digest))));
        }

        if (!string.Equals(oid, CmsOids.Rsa, StringComparison.Ordinal))
        {
            throw new InvalidDataException("its key is encrypted in a way that is not known here");
        }

        // Who sends changed messages again and again must not learn whether the padding was right (RFC 3218).
        var instead = RandomNumberGenerator.GetBytes(keyLength);
        try
        {
            return rsa.Decrypt(encrypted, RSAEncryptionPadding.Pkcs1) is var key && key.Length == keyLength ? key : instead;
        }
        catch (CryptographicException)
        {
            return instead;
        }
    }

    private static byte[] Exactly(int length, byte[] key) => key.Length == length ? key : throw new CryptographicException("The key of the message has a wrong length.");

    private static void Pass(Stream content, Stream target, IBufferedCipher cipher, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        var clear = new byte[2 * BufferSize];
        while (content.Read(buffer, 0, buffer.Length) is var count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            target.Write(clear, 0, cipher.ProcessBytes(buffer, 0, count, clear, 0));
        }
    }

    private static void Finish(BerReader reader, CmsContentCipher algorithm, IBufferedCipher cipher, Stream target)
    {
        var clear = new byte[BufferSize];
        var length = 0;
        if (algorithm.IsAuthenticated)
        {
            if (reader.Peek() == 0xA1)
            {
                throw new InvalidDataException("it has authenticated attributes, which are not known here");
            }

            var tag = AsnDecoder.ReadOctetString(reader.ReadElement(), AsnEncodingRules.BER, out _);
            length = tag.Length == algorithm.TagLength ? cipher.ProcessBytes(tag, 0, tag.Length, clear, 0) : throw new InvalidDataException("its tag has a wrong length");
        }

        length += cipher.DoFinal(clear, length);
        target.Write(clear, 0, length);
        while (!reader.IsAtEnd)
        {
            reader.ReadElement();
        }

        CmsVerifier.Leave(reader, 3);
    }
}
