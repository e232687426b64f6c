using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.Cms;

/// <summary>One signature of a message (RFC 5652, 5.3).</summary>
internal sealed record CmsSignerInfo(Func<X509Certificate2, bool> IsOf, string Signer, string Digest, byte[]? Attributes)
{
    private (string Oid, ReadOnlyMemory<byte> Parameters) Algorithm { get; init; }

    private byte[] Signature { get; init; } = [];

    public static CmsSignerInfo Read(AsnReader reader)
    {
        reader.ReadInteger();
        var (isOf, text) = CmsRecipients.ReadName(reader);
        var digest = reader.ReadSequence().ReadObjectIdentifier();
        byte[]? attributes = null;
        if (reader.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            // They were signed as the set that they are.
            attributes = reader.ReadEncodedValue().ToArray();
            attributes[0] = 0x31;
        }

        var algorithm = reader.ReadSequence();
        return new CmsSignerInfo(isOf, text, digest, attributes)
        {
            Algorithm = (algorithm.ReadObjectIdentifier(), algorithm.HasData ? algorithm.ReadEncodedValue() : default),
            Signature = reader.ReadOctetString(),
        };
    }

    /// <summary>Refuses a signature that does not fit.</summary>
    public void Check(KnownCertificate signer, string type, Dictionary<DigestKind, byte[]> hashes, bool allowWeak)
    {
        var digest = Digests.Of(Digest) ?? throw SecurityFault.Weak($"The hash {Digest} of the signature of {signer.Alias}");
        if (digest == DigestKind.Sha1 && !allowWeak)
        {
            throw SecurityFault.Weak($"The hash SHA-1 of the signature of {signer.Alias}");
        }

        if (!hashes.TryGetValue(digest, out var hash) || !IsBoundTo(hash, type) || !Verify(signer.Certificate, digest, hash))
        {
            throw SecurityFault.WrongSignature($"'{signer.Alias}'");
        }
    }

    private bool Verify(X509Certificate2 certificate, DigestKind digest, byte[] contentHash)
    {
        var padding = RsaPadding.Pkcs1;
        if (string.Equals(Algorithm.Oid, CmsOids.RsaPss, StringComparison.Ordinal))
        {
            padding = RsaPadding.Pss;
            if (CmsOids.ReadHashAndMask(Algorithm.Parameters) is var (masked, salt) && (masked != digest || salt != CmsOids.SaltLength(digest)))
            {
                return false;
            }
        }

        var hash = Attributes is null ? contentHash : CryptographicOperations.HashData(Digests.Name(digest), Attributes);
        return CertificateSignature.Verify(certificate, hash, Signature, (digest, padding));
    }

    // Without attributes the hash is signed itself, which is for plain data only.
    private bool IsBoundTo(byte[] hash, string type)
    {
        if (Attributes is null)
        {
            return string.Equals(type, CmsOids.Data, StringComparison.Ordinal);
        }

        var set = new AsnReader(Attributes, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true);
        var (types, digests) = (new List<string>(), new List<byte[]>());
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            if (string.Equals(oid, CmsOids.ContentType, StringComparison.Ordinal))
            {
                types.Add(values.ReadObjectIdentifier());
            }
            else if (string.Equals(oid, CmsOids.MessageDigest, StringComparison.Ordinal))
            {
                digests.Add(values.ReadOctetString());
            }
        }

        return types is [var said] && string.Equals(said, type, StringComparison.Ordinal) && digests is [var signed] && CryptographicOperations.FixedTimeEquals(signed, hash);
    }
}
