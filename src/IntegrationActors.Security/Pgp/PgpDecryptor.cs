using IntegrationActors.Core.Exchanges;
using IntegrationActors.Security.Content;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>
/// Opens OpenPGP messages (RFC 4880). (1) Takes off the armor; (2) finds the secret key by the ids in the message; (3) reads the packets inside; (4) checks that nothing was
/// changed, and (5) the signatures. What was written to the target counts only when the method returns without a fault. Thread-safe.
/// </summary>
public sealed class PgpDecryptor(PgpDecryption settings)
{
    // A message may hide for which key it is; then each is tried.
    private const int MostAttempts = 16;

    private const string Kind = "encrypted PGP message";

    /// <summary>Decrypts and verifies.</summary>
    /// <param name="message">Read to its end; stays open.</param>
    /// <param name="target">Takes the content.</param>
    /// <param name="keys">Keys of the tenant.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>User ids of whose signatures are valid.</returns>
    /// <exception cref="FaultException">What was written to the target must be dropped.</exception>
    public IReadOnlyList<string> Decrypt(Stream message, Stream target, PgpKeySet keys, CancellationToken cancel)
    {
        var source = new BoundedStream(message);
        try
        {
            var packets = Packets(source); // 1
            var (data, key) = Find(packets, keys); // 2
            source.Open();
            var signatures = new PgpSignatures(settings, keys);
            var content = new PgpContent(settings.Limits, signatures, source, target);
            Read(data, key, content, cancel); // 3, 4
            CheckEnd(packets);
            return signatures.Verify(); // 5
        }
        catch (Exception e) when (IsOfParser(e))
        {
            throw source.BytesRead == 0 ? SecurityFault.NotOfKind(Kind, "it is empty") : SecurityFault.Damaged(e);
        }
    }

    // What a parser throws at content that was never meant for it; anything else is a mistake of ours, or of the disk.
    private static bool IsOfParser(Exception e) => e is PgpException or UnsupportedPacketVersionException or IOException or InvalidDataException or InvalidOperationException or ArgumentException or NotSupportedException
        or FormatException or ArithmeticException or IndexOutOfRangeException or InvalidCastException or NullReferenceException
        or Org.BouncyCastle.Crypto.CryptoException or Org.BouncyCastle.Security.GeneralSecurityException;

    private static BcpgInputStream Packets(BoundedStream source)
    {
        var first = source.ReadByte();
        if (first < 0)
        {
            throw new EndOfStreamException();
        }

        var whole = new PrefixedStream((byte)first, source);
        var packets = new BcpgInputStream(first >= 0x80 ? whole : new ArmoredInputStream(whole));
        return packets.SkipMarkerPackets() switch
        {
            PacketTag.PublicKeyEncryptedSession => packets,
            PacketTag.SymmetricKeyEncryptedSessionKey => throw SecurityFault.ForOthers("with a password, and not for a key"),
            PacketTag.CompressedData or PacketTag.OnePassSignature or PacketTag.Signature or PacketTag.LiteralData => throw SecurityFault.NotOfKind(Kind, "it is not encrypted"),
            PacketTag.PublicKey or PacketTag.SecretKey => throw SecurityFault.NotOfKind(Kind, "it holds keys"),
            _ => throw SecurityFault.NotOfKind(Kind, "it does not begin like one"),
        };
    }

    private static (PgpPublicKeyEncryptedData Data, PgpOwnKey Key) Find(BcpgInputStream packets, PgpKeySet keys)
    {
        var all = new PgpEncryptedDataList(packets).GetEncryptedDataObjects().OfType<PgpPublicKeyEncryptedData>().ToArray();
        foreach (var data in all.Where(data => data.KeyId != 0))
        {
            if (keys.Secrets(data.KeyId).FirstOrDefault() is { } key)
            {
                return (data, key);
            }
        }

        var attempts = from data in all.Where(data => data.KeyId == 0) from key in keys.Secrets(0) select (data, key);
        return attempts.Take(MostAttempts).Cast<(PgpPublicKeyEncryptedData Data, PgpOwnKey Key)?>().FirstOrDefault(attempt => Opens(attempt!.Value))
            ?? throw SecurityFault.ForOthers("for the keys " + string.Join(", ", all.Take(MostAttempts).Select(data => data.KeyId.ToString("X16", System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static bool Opens((PgpPublicKeyEncryptedData Data, PgpOwnKey Key) attempt)
    {
        try
        {
            attempt.Data.GetSymmetricAlgorithm(attempt.Key.Identity.Open(attempt.Key.Facts.Key.KeyId));
            return true;
        }
        catch (Exception e) when (IsOfParser(e))
        {
            return false;
        }
    }

    private void Read(PgpPublicKeyEncryptedData data, PgpOwnKey key, PgpContent content, CancellationToken cancel)
    {
        if (!data.IsIntegrityProtected() && !settings.AllowWithoutIntegrity)
        {
            throw SecurityFault.WithoutIntegrity("Ask the sender for messages with an integrity packet (MDC); allowWithoutIntegrity accepts others.");
        }

        var secret = key.Identity.Open(key.Facts.Key.KeyId);
        if (!settings.AllowWeak && data.GetSymmetricAlgorithm(secret) is var cipher && PgpAlgorithms.IsWeak(cipher))
        {
            throw SecurityFault.Weak($"The cipher {cipher} of the message");
        }

        using var clear = data.GetDataStream(secret);
        content.Read(clear, cancel);
        if (data.IsIntegrityProtected() && !data.Verify())
        {
            throw SecurityFault.Damaged();
        }
    }

    private static void CheckEnd(BcpgInputStream packets)
    {
        if (packets.ReadByte() >= 0)
        {
            throw SecurityFault.NotOfKind(Kind, "something follows behind its end");
        }
    }
}
