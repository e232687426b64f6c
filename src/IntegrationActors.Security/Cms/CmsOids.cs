using System.Formats.Asn1;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Cms;

/// <summary>Object identifiers of CMS (RFC 5652 and its companions).</summary>
internal static class CmsOids
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string EnvelopedData = "1.2.840.113549.1.7.3";
    public const string AuthEnvelopedData = "1.2.840.113549.1.9.16.1.23";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningTime = "1.2.840.113549.1.9.5";
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaOaep = "1.2.840.113549.1.1.7";
    public const string Mgf1 = "1.2.840.113549.1.1.8";
    public const string DsaKey = "1.2.840.10040.4.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>Algorithm of a signature with an elliptic curve.</summary>
    public static string Ecdsa(DigestKind digest) => digest switch
    {
        DigestKind.Sha1 => "1.2.840.10045.4.1",
        DigestKind.Sha256 => "1.2.840.10045.4.3.2",
        DigestKind.Sha384 => "1.2.840.10045.4.3.3",
        DigestKind.Sha512 => "1.2.840.10045.4.3.4",
        _ => $"2.16.840.1.101.3.4.3.{10 + (digest - DigestKind.Sha3x256)}",
    };

    /// <summary>Algorithm of a signature with DSA.</summary>
    public static string Dsa(DigestKind digest) => digest switch
    {
        DigestKind.Sha1 => "1.2.840.10040.4.3",
        DigestKind.Sha3x256 or DigestKind.Sha3x384 or DigestKind.Sha3x512 => $"2.16.840.1.101.3.4.3.{6 + (digest - DigestKind.Sha3x256)}",
        _ => $"2.16.840.1.101.3.4.3.{2 + (digest - DigestKind.Sha256)}",
    };

    public static void WriteAlgorithm(AsnWriter writer, string oid, Action<AsnWriter>? parameters = null)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            parameters?.Invoke(writer);
        }
    }

    /// <summary>Parameters of OAEP and PSS: the hash, the same hash for the mask, and what else.</summary>
    public static void WriteHashAndMask(AsnWriter writer, DigestKind digest, Action<AsnWriter>? more = null)
    {
        using (writer.PushSequence())
        {
            using (writer.PushSequence(Context(0)))
            {
                WriteAlgorithm(writer, Digests.Oid(digest), w => w.WriteNull());
            }

            using (writer.PushSequence(Context(1)))
            {
                WriteAlgorithm(writer, Mgf1, w => WriteAlgorithm(w, Digests.Oid(digest), hash => hash.WriteNull()));
            }

            more?.Invoke(writer);
        }
    }

    /// <summary>Reads what <see cref="WriteHashAndMask"/> writes; the hash, or null when the two hashes differ or are unknown.</summary>
    public static (DigestKind? Digest, int Salt) ReadHashAndMask(ReadOnlyMemory<byte> parameters)
    {
        var (hash, mask, salt) = (Digests.Oid(DigestKind.Sha1), Digests.Oid(DigestKind.Sha1), 20);
        var reader = new AsnReader(parameters, AsnEncodingRules.BER).ReadSequence();
        while (reader.HasData)
        {
            var tag = reader.PeekTag();
            var value = reader.ReadSequence(tag);
            switch (tag.TagValue)
            {
                case 0:
                    hash = value.ReadSequence().ReadObjectIdentifier();
                    break;
                case 1:
                    var algorithm = value.ReadSequence();
                    mask = string.Equals(algorithm.ReadObjectIdentifier(), Mgf1, StringComparison.Ordinal) ? algorithm.ReadSequence().ReadObjectIdentifier() : "";
                    break;
                case 2 when value.TryReadInt32(out var length):
                    salt = length;
                    break;
                default:
                    return (null, 0);
            }
        }

        return (string.Equals(hash, mask, StringComparison.Ordinal) ? Digests.Of(hash) : null, salt);
    }

    /// <summary>Length of the salt of PSS: that of the hash, as all programs do.</summary>
    public static int SaltLength(DigestKind digest) => digest switch
    {
        DigestKind.Sha1 => 20,
        DigestKind.Sha256 or DigestKind.Sha3x256 => 32,
        DigestKind.Sha384 or DigestKind.Sha3x384 => 48,
        _ => 64,
    };

    public static Asn1Tag Context(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
