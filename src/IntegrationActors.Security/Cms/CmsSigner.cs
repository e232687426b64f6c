using System.Formats.Asn1;
using System.Security.Cryptography;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.Cms;

/// <summary>Writes signed data (RFC 5652, 5) as a stream: the content passes by and is hashed, then come certificates and signatures. Thread-safe.</summary>
public sealed class CmsSigner(CmsSigning settings)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Signs with all keys.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="target">Takes the message; stays open.</param>
    /// <param name="signers">At least one.</param>
    /// <param name="now">Time of the signature.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task SignAsync(Stream content, Stream target, IReadOnlyList<KeyPairCredential> signers, DateTimeOffset now, CancellationToken cancel)
    {
        await using var text = CmsText.Write(target, settings.Base64);
        var writer = new BerWriter(text);
        writer.Enter(0x30);
        writer.Write(w => w.WriteObjectIdentifier(CmsOids.SignedData));
        writer.Enter(0xA0, 0x30);
        writer.Write(w => w.WriteInteger(1));
        writer.Write(w =>
        {
            using (w.PushSetOf())
            {
                CmsOids.WriteAlgorithm(w, Digests.Oid(settings.Digest));
            }
        });
        var digest = await WriteContentAsync(content, writer, cancel);
        WriteCertificates(writer, signers);
        writer.Write(w =>
        {
            using (w.PushSetOf())
            {
                foreach (var signer in signers)
                {
                    WriteSigner(w, signer, digest, now);
                }
            }
        });
        writer.LeaveAll();
    }

    private async Task<byte[]> WriteContentAsync(Stream content, BerWriter writer, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(Digests.Name(settings.Digest));
        writer.Enter(0x30);
        writer.Write(w => w.WriteObjectIdentifier(CmsOids.Data));
        if (!settings.Detached)
        {
            writer.Enter(0xA0, 0x24);
        }

        var buffer = new byte[BufferSize];
        while (await content.ReadAsync(buffer, cancel) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            if (!settings.Detached)
            {
                writer.WritePiece(buffer.AsSpan(0, count));
            }
        }

        writer.Leave(settings.Detached ? 1 : 3);
        return hash.GetHashAndReset();
    }

    private void WriteCertificates(BerWriter writer, IReadOnlyList<KeyPairCredential> signers)
    {
        if (settings.Certificates == CertificateInclusion.None)
        {
            return;
        }

        var own = signers.Select(signer => signer.Certificate);
        var all = settings.Certificates == CertificateInclusion.Chain ? own.Concat(signers.SelectMany(signer => signer.Chain)) : own;
        writer.Write(w =>
        {
            using (w.PushSetOf(CmsOids.Context(0)))
            {
                foreach (var certificate in all.DistinctBy(c => c.Thumbprint, StringComparer.Ordinal))
                {
                    w.WriteEncodedValue(certificate.RawData);
                }
            }
        });
    }

    private void WriteSigner(AsnWriter writer, KeyPairCredential signer, byte[] digest, DateTimeOffset now)
    {
        var attributes = Attributes(digest, now);
        var signature = CertificateSignature.Sign(signer, CryptographicOperations.HashData(Digests.Name(settings.Digest), attributes), settings.Digest, settings.Padding);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            CmsRecipients.WriteName(writer, signer.Certificate);
            CmsOids.WriteAlgorithm(writer, Digests.Oid(settings.Digest));

            // The same bytes, as an implicitly tagged field instead of a set.
            attributes[0] = 0xA0;
            writer.WriteEncodedValue(attributes);
            WriteAlgorithm(writer, signer);
            writer.WriteOctetString(signature);
        }
    }

    private byte[] Attributes(byte[] digest, DateTimeOffset now)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            WriteAttribute(writer, CmsOids.ContentType, w => w.WriteObjectIdentifier(CmsOids.Data));
            WriteAttribute(writer, CmsOids.MessageDigest, w => w.WriteOctetString(digest));
            if (settings.SigningTime)
            {
                WriteAttribute(writer, CmsOids.SigningTime, w => w.WriteUtcTime(now));
            }
        }

        return writer.Encode();
    }

    private static void WriteAttribute(AsnWriter writer, string oid, Action<AsnWriter> value)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            using (writer.PushSetOf())
            {
                value(writer);
            }
        }
    }

    private void WriteAlgorithm(AsnWriter writer, KeyPairCredential signer)
    {
        switch (signer.Certificate.PublicKey.Oid.Value)
        {
            case CmsOids.Rsa when settings.Padding == RsaPadding.Pss:
                CmsOids.WriteAlgorithm(writer, CmsOids.RsaPss, w => CmsOids.WriteHashAndMask(w, settings.Digest, salt =>
                {
                    using (salt.PushSequence(CmsOids.Context(2)))
                    {
                        salt.WriteInteger(CmsOids.SaltLength(settings.Digest));
                    }
                }));
                break;
            case CmsOids.Rsa:
                CmsOids.WriteAlgorithm(writer, CmsOids.Rsa, w => w.WriteNull());
                break;
            case CmsOids.DsaKey:
                CmsOids.WriteAlgorithm(writer, CmsOids.Dsa(settings.Digest));
                break;
            default:
                CmsOids.WriteAlgorithm(writer, CmsOids.Ecdsa(settings.Digest));
                break;
        }
    }
}
