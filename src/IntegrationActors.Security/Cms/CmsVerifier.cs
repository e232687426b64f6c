using System.Formats.Asn1;
using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Security.Cms;

/// <summary>
/// Verifies signed data (RFC 5652, 5) as a stream: (1) the frame with the hashes that are in use; (2) the content, hashed while it passes, from the message or from apart;
/// (3) certificates, which are not trusted and passed over; (4) the signatures, by certificates that the caller knows. What was written to the target counts only when the
/// method returns. Thread-safe.
/// </summary>
public sealed class CmsVerifier(CertificateKeys keys, IReadOnlyList<KnownCertificate> signers)
{
    internal const string Kind = "signed PKCS#7 message";
    private const int BufferSize = 64 * 1024;
    private const int MostHashes = 16;

    private static ReadOnlySpan<byte> SignedDataName => [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

    /// <summary>Verifies a message.</summary>
    /// <param name="message">Bytes, base64 or PEM.</param>
    /// <param name="apart">The content, when it is not in the message; null when it is.</param>
    /// <param name="target">Takes the content of the message.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Aliases of whose signatures are valid.</returns>
    /// <exception cref="FaultException">IA3702 to IA3714; what was written to the target must be dropped.</exception>
    public IReadOnlyList<string> Verify(Stream message, Stream? apart, Stream target, CancellationToken cancel)
    {
        var source = new BoundedStream(CmsText.Read(message));
        try
        {
            var reader = new BerReader(source);
            var hashes = ReadHashes(reader); // 1
            var type = ReadContent(reader, source, hashes, (apart, target), cancel); // 2
            while (reader.Peek() is 0xA0 or 0xA1) // 3
            {
                reader.ReadElement();
            }

            var infos = reader.ReadElement();
            Leave(reader, 3);
            return Check(infos, type, hashes.ToDictionary(hash => hash.Key, hash => hash.Value.GetHashAndReset())); // 4
        }
        catch (Exception e) when (IsOfParser(e))
        {
            throw SecurityFault.NotOfKind(Kind, e.Message, e);
        }
    }

    /// <summary>Verifies what was decrypted; that it is not signed at all is said so.</summary>
    /// <exception cref="FaultException">As for messages, and IA3710.</exception>
    public IReadOnlyList<string> VerifyDecrypted(Stream message, Stream target, CancellationToken cancel)
    {
        var first = message.ReadByte();
        return first == 0x30 ? Verify(new PrefixedStream(0x30, message), apart: null, target, cancel) : throw SecurityFault.NotSigned();
    }

    /// <summary>Whether decrypted bytes say that they are signed data.</summary>
    public static bool IsSigned(Payload decrypted)
    {
        using var content = decrypted.OpenRead();
        Span<byte> start = stackalloc byte[64];
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0 && start[0] == 0x30 && start[..length].IndexOf(SignedDataName) is > 0 and < 10;
    }

    internal static bool IsOfParser(Exception e) => e is IOException or InvalidDataException or AsnContentException or CryptographicException or FormatException or InvalidOperationException or ArgumentException;

    internal static void Leave(BerReader reader, int count)
    {
        for (; count > 0; count--)
        {
            reader.Leave();
        }

        if (reader.Peek() >= 0)
        {
            throw new InvalidDataException("something follows behind its end");
        }
    }

    private static Dictionary<DigestKind, IncrementalHash> ReadHashes(BerReader reader)
    {
        reader.Enter(0x30);
        if (!string.Equals(AsnDecoder.ReadObjectIdentifier(reader.ReadElement(), AsnEncodingRules.BER, out _), CmsOids.SignedData, StringComparison.Ordinal))
        {
            throw new InvalidDataException("it is of another kind");
        }

        reader.Enter(0xA0);
        reader.Enter(0x30);
        reader.ReadElement();
        var hashes = new Dictionary<DigestKind, IncrementalHash>();
        var set = new AsnReader(reader.ReadElement(), AsnEncodingRules.BER).ReadSetOf();
        for (var count = 0; set.HasData; count++)
        {
            var oid = set.ReadSequence().ReadObjectIdentifier();
            if (count == MostHashes)
            {
                throw SecurityFault.TooLarge("it uses too many hashes");
            }

            if (Digests.Of(oid) is { } digest)
            {
                hashes.TryAdd(digest, IncrementalHash.CreateHash(Digests.Name(digest)));
            }
        }

        return hashes;
    }

    private static string ReadContent(BerReader reader, BoundedStream source, Dictionary<DigestKind, IncrementalHash> hashes, (Stream? Apart, Stream Target) content, CancellationToken cancel)
    {
        reader.Enter(0x30);
        var type = AsnDecoder.ReadObjectIdentifier(reader.ReadElement(), AsnEncodingRules.BER, out _);
        if (reader.IsAtEnd)
        {
            Pass(content.Apart ?? throw new InvalidDataException("it has a signature without content"), target: null, hashes, cancel);
            reader.Leave();
            return type;
        }

        if (content.Apart is not null)
        {
            throw new InvalidDataException("the signature has a content of its own");
        }

        reader.Enter(0xA0);
        source.Open();
        Pass(reader.ReadOctets(0x04), content.Target, hashes, cancel);
        source.Close(BoundedStream.Around);
        reader.Leave();
        reader.Leave();
        return type;
    }

    private static void Pass(Stream content, Stream? target, Dictionary<DigestKind, IncrementalHash> hashes, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        while (content.Read(buffer, 0, buffer.Length) is var count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            target?.Write(buffer, 0, count);
            foreach (var hash in hashes.Values)
            {
                hash.AppendData(buffer, 0, count);
            }
        }
    }

    private IReadOnlyList<string> Check(byte[] infos, string type, Dictionary<DigestKind, byte[]> hashes)
    {
        var set = new AsnReader(infos, AsnEncodingRules.BER).ReadSetOf();
        var (valid, unknown) = (new List<string>(), new List<string>());
        for (var count = 0; set.HasData; count++)
        {
            if (count == MostHashes)
            {
                throw SecurityFault.TooLarge($"it has more than {MostHashes} signatures");
            }

            var info = CmsSignerInfo.Read(set.ReadSequence());
            if (signers.FirstOrDefault(known => info.IsOf(known.Certificate)) is not { } signer)
            {
                unknown.Add(info.Signer);
                continue;
            }

            keys.Check(signer.Alias, signer.Certificate);
            info.Check(signer, type, hashes, keys.AllowsWeak);
            valid.Add(signer.Alias);
        }

        return valid.Count > 0 ? valid : throw (unknown.Count > 0 ? SecurityFault.UnknownSigner(string.Join(", ", unknown)) : SecurityFault.NotSigned());
    }
}
