using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;

namespace IntegrationActors.Security.Cms;

/// <summary>
/// The key of a message for an elliptic curve (RFC 5753): a fresh key of the sender and the recipient's make a secret, of which a function of hashes (X9.63) makes the key that wraps the message's
/// (RFC 3394). SHA-1 does no harm in that function, and openssl uses it unless told otherwise.
/// </summary>
internal static class CmsKeyAgreement
{
    private const string Wrap256 = "2.16.840.1.101.3.4.1.45";
    private const string WithSha256 = "1.3.132.1.11.1";
    private const string CurveKey = "1.2.840.10045.2.1";
    private const int Version = 3;
    private const byte Uncompressed = 4;

    // With the cofactor 1 of the curves that are known here, both ways to agree are the same.
    private static readonly (string Oid, HashAlgorithmName Hash)[] Functions =
    [
        ("1.3.133.16.840.63.0.2", HashAlgorithmName.SHA1),
        ("1.3.133.16.840.63.0.3", HashAlgorithmName.SHA1),
        (WithSha256, HashAlgorithmName.SHA256),
        ("1.3.132.1.11.2", HashAlgorithmName.SHA384),
        ("1.3.132.1.11.3", HashAlgorithmName.SHA512),
        ("1.3.132.1.14.1", HashAlgorithmName.SHA256),
        ("1.3.132.1.14.2", HashAlgorithmName.SHA384),
        ("1.3.132.1.14.3", HashAlgorithmName.SHA512),
    ];

    private static readonly (string Oid, int KeyLength)[] Wraps = [("2.16.840.1.101.3.4.1.5", 16), ("2.16.840.1.101.3.4.1.25", 24), (Wrap256, 32)];

    /// <summary>Tag of a recipient with such a key.</summary>
    public static Asn1Tag Tag => CmsOids.Context(1);

    public static void Write(AsnWriter writer, KnownCertificate recipient, ECDiffieHellman theirs, byte[] key)
    {
        using var own = ECDiffieHellman.Create(theirs.ExportParameters(includePrivateParameters: false).Curve);
        var wrap = Encode(w => CmsOids.WriteAlgorithm(w, Wrap256));
        var wrapping = new AesWrapEngine();
        wrapping.Init(forWrapping: true, new KeyParameter(Derive(own, theirs.PublicKey, (HashAlgorithmName.SHA256, SharedInfo(wrap, ukm: null, 32), 32))));
        using (writer.PushSequence(Tag))
        {
            writer.WriteInteger(Version);
            WriteOriginator(writer, own.ExportParameters(includePrivateParameters: false).Q);
            CmsOids.WriteAlgorithm(writer, WithSha256, w => w.WriteEncodedValue(wrap));
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                CmsRecipients.WriteName(writer, recipient.Certificate);
                writer.WriteOctetString(wrapping.Wrap(key, 0, key.Length));
            }
        }
    }

    /// <summary>Reads one recipient, which may stand for several keys.</summary>
    /// <param name="reader">At the recipient.</param>
    /// <param name="keys">Those that may open it.</param>
    /// <param name="others">Takes whom it is for, when it is not for one of these.</param>
    /// <returns>The key of the message; null when it is for others.</returns>
    public static byte[]? Open(AsnReader reader, IReadOnlyList<KeyPairCredential> keys, List<string> others)
    {
        var recipient = reader.ReadSequence(Tag);
        recipient.ReadInteger();
        var point = ReadOriginator(recipient.ReadSequence(CmsOids.Context(0)));
        var ukm = recipient.PeekTag().HasSameClassAndValue(CmsOids.Context(1)) ? recipient.ReadSequence(CmsOids.Context(1)).ReadOctetString() : null;
        var algorithm = recipient.ReadSequence();
        var function = algorithm.ReadObjectIdentifier();
        var hash = Functions.FirstOrDefault(known => string.Equals(known.Oid, function, StringComparison.Ordinal)).Hash;
        var wrap = algorithm.ReadEncodedValue();
        var wrapped = recipient.ReadSequence();
        while (wrapped.HasData)
        {
            var one = wrapped.ReadSequence();
            var (isOf, text) = CmsRecipients.ReadName(one);
            if (keys.FirstOrDefault(pair => isOf(pair.Certificate)) is { } pair)
            {
                return Unwrap(pair, point, (hash, wrap.ToArray(), ukm), one.ReadOctetString());
            }

            others.Add(text);
        }

        return null;
    }

    private static byte[] Unwrap(KeyPairCredential pair, byte[] point, (HashAlgorithmName Hash, byte[] Wrap, byte[]? Ukm) algorithm, byte[] wrapped)
    {
        using var own = pair.Certificate.GetECDiffieHellmanPrivateKey() ?? throw SecurityFault.WrongKey(pair.Name, "it is no key of an elliptic curve that may agree on keys");
        var wrap = new AsnReader(algorithm.Wrap, AsnEncodingRules.BER).ReadSequence().ReadObjectIdentifier();
        var length = Wraps.FirstOrDefault(known => string.Equals(known.Oid, wrap, StringComparison.Ordinal)).KeyLength;
        if (algorithm.Hash.Name is null || length == 0)
        {
            throw new InvalidDataException("its key is encrypted in a way that is not known here");
        }

        using var theirs = Public(own.ExportParameters(includePrivateParameters: false).Curve, point);
        var unwrapping = new AesWrapEngine();
        unwrapping.Init(forWrapping: false, new KeyParameter(Derive(own, theirs.PublicKey, (algorithm.Hash, SharedInfo(algorithm.Wrap, algorithm.Ukm, length), length))));
        return unwrapping.Unwrap(wrapped, 0, wrapped.Length);
    }

    // That the point is on the curve is checked where it is imported.
    private static ECDiffieHellman Public(ECCurve curve, byte[] point)
    {
        var half = (point.Length - 1) / 2;
        return point is [Uncompressed, .. var numbers] && numbers.Length == 2 * half && half > 0
            ? ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = numbers[..half], Y = numbers[half..] } })
            : throw new InvalidDataException("the key of its sender is not known here");
    }

    private static void WriteOriginator(AsnWriter writer, ECPoint point)
    {
        using (writer.PushSequence(CmsOids.Context(0)))
        using (writer.PushSequence(CmsOids.Context(1)))
        {
            CmsOids.WriteAlgorithm(writer, CurveKey);
            writer.WriteBitString([Uncompressed, .. point.X!, .. point.Y!]);
        }
    }

    private static byte[] ReadOriginator(AsnReader originator)
    {
        if (!originator.PeekTag().HasSameClassAndValue(CmsOids.Context(1)))
        {
            throw new InvalidDataException("the key of its sender is named, and not in it");
        }

        var key = originator.ReadSequence(CmsOids.Context(1));
        key.ReadSequence();
        return key.ReadBitString(out _);
    }

    // X9.63: hashes of the secret, a counter, and what the key is for.
    private static byte[] Derive(ECDiffieHellman own, ECDiffieHellmanPublicKey theirs, (HashAlgorithmName Hash, byte[] SharedInfo, int Length) function)
    {
        var key = new List<byte>();
        var counter = new byte[sizeof(int)];
        for (var round = 1; key.Count < function.Length; round++)
        {
            BinaryPrimitives.WriteInt32BigEndian(counter, round);
            key.AddRange(own.DeriveKeyFromHash(theirs, function.Hash, secretPrepend: null, [.. counter, .. function.SharedInfo]));
        }

        return [.. key.Take(function.Length)];
    }

    private static byte[] SharedInfo(byte[] wrap, byte[]? ukm, int length) => Encode(writer =>
    {
        var bits = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bits, 8 * length);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(wrap);
            if (ukm is not null)
            {
                using (writer.PushSequence(CmsOids.Context(0)))
                {
                    writer.WriteOctetString(ukm);
                }
            }

            using (writer.PushSequence(CmsOids.Context(2)))
            {
                writer.WriteOctetString(bits);
            }
        }
    });

    private static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
