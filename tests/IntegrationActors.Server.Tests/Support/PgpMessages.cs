using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>A key pair, and messages that are encrypted for it whatever they hold.</summary>
internal static class PgpMessages
{
    public const string Password = "of the key";

    private static readonly Lazy<PgpSecretKeyRing> Ring = new(Generate);

    /// <summary>The secret key, as the tenant gets it.</summary>
    public static byte[] Keys => Ring.Value.GetEncoded();

    /// <summary>A message with these packets inside.</summary>
    public static byte[] Encrypt(byte[] packets)
    {
        using var message = new MemoryStream();
        var encryption = new PgpEncryptedDataGenerator(SymmetricKeyAlgorithmTag.Aes256, withIntegrityPacket: true, new SecureRandom());
        encryption.AddMethod(Ring.Value.GetPublicKey());
        using (var clear = encryption.Open(message, new byte[64 * 1024]))
        {
            clear.Write(packets);
        }

        return message.ToArray();
    }

    /// <summary>A packet with content.</summary>
    public static byte[] Literal(byte[] content)
    {
        using var packet = new MemoryStream();
        using (var literal = new PgpLiteralDataGenerator().Open(packet, PgpLiteralData.Binary, "a", content.Length, DateTime.UnixEpoch))
        {
            literal.Write(content);
        }

        return packet.ToArray();
    }

    /// <summary>Packets inside of a packet that is compressed.</summary>
    public static byte[] Compress(byte[] packets, CompressionAlgorithmTag algorithm)
    {
        using var packet = new MemoryStream();
        using (var compressed = new PgpCompressedDataGenerator(algorithm).Open(packet))
        {
            compressed.Write(packets);
        }

        return packet.ToArray();
    }

    private static PgpSecretKeyRing Generate()
    {
        var rsa = new RsaKeyPairGenerator();
        rsa.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), new SecureRandom(), 2048, 25));
        var pair = new PgpKeyPair(PublicKeyAlgorithmTag.RsaGeneral, rsa.GenerateKeyPair(), DateTime.UtcNow.AddDays(-1));
        return new PgpKeyRingGenerator(
            PgpSignature.PositiveCertification, pair, "edi@example.org", SymmetricKeyAlgorithmTag.Aes256, HashAlgorithmTag.Sha256, Password.ToCharArray(), useSha1: true, null, null, new SecureRandom())
            .GenerateSecretKeyRing();
    }
}
