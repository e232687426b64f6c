using IntegrationActors.Security.Content;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;

namespace IntegrationActors.Security.Pgp;

/// <summary>
/// Writes OpenPGP messages (RFC 4880) as streams in each other: (1) armor, (2) encryption, (3) compression, (4) signatures around (5) the content. Thread-safe.
/// </summary>
public sealed class PgpEncryptor(PgpEncryption settings)
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Encrypts for all recipients, and signs with all signers.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="target">Takes the message; stays open.</param>
    /// <param name="parties">Who.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="Core.Exchanges.FaultException">A key is missing, weak or not valid.</exception>
    public async Task EncryptAsync(Stream content, Stream target, PgpParties parties, CancellationToken cancel)
    {
        var signatures = parties.Signers.SelectMany(parties.Keys.Signers).Select(key => Begin(key, parties)).ToArray();
        var layers = new Stack<Stream>();
        try
        {
            if (settings.Armor)
            {
                layers.Push(new ArmoredOutputStream(target, addVersionHeader: false)); // 1
            }

            layers.Push(Encryption(parties).Open(layers.TryPeek(out var armor) ? armor : target, new byte[BufferSize])); // 2
            if (settings.Compression != PgpCompression.None)
            {
                layers.Push(new PgpCompressedDataGenerator(PgpAlgorithms.Tag(settings.Compression)).Open(layers.Peek(), new byte[BufferSize])); // 3
            }

            await WriteSignedAsync(content, layers.Peek(), signatures, parties.Keys.Now, cancel);
        }
        finally
        {
            while (layers.TryPop(out var layer))
            {
                await layer.DisposeAsync();
            }
        }
    }

    private async Task WriteSignedAsync(Stream content, Stream target, PgpSignatureGenerator[] signatures, DateTimeOffset now, CancellationToken cancel)
    {
        for (var i = 0; i < signatures.Length; i++) // 4
        {
            signatures[i].GenerateOnePassVersion(isNested: i < signatures.Length - 1).Encode(target);
        }

        await using (var literal = new PgpLiteralDataGenerator().Open(target, PgpLiteralData.Binary, settings.FileName, now.UtcDateTime, new byte[BufferSize])) // 5
        {
            var buffer = new byte[BufferSize];
            while (await content.ReadAsync(buffer, cancel) is var count and > 0)
            {
                literal.Write(buffer, 0, count);
                foreach (var signature in signatures)
                {
                    signature.Update(buffer, 0, count);
                }
            }
        }

        foreach (var signature in signatures.Reverse())
        {
            signature.Generate().Encode(target);
        }
    }

    private PgpEncryptedDataGenerator Encryption(PgpParties parties)
    {
        var encryption = new PgpEncryptedDataGenerator(PgpAlgorithms.Tag(settings.Cipher), settings.IntegrityPacket, new SecureRandom());
        foreach (var key in parties.Recipients.SelectMany(parties.Keys.Recipients).DistinctBy(facts => facts.Key.KeyId))
        {
            CheckStrength(key.Key);
            encryption.AddMethod(key.Key);
        }

        return encryption;
    }

    private PgpSignatureGenerator Begin(PgpOwnKey key, PgpParties parties)
    {
        CheckStrength(key.Facts.Key);
        var signature = new PgpSignatureGenerator(key.Facts.Key.Algorithm, PgpAlgorithms.Tag(settings.Digest));
        signature.InitSign(PgpSignature.BinaryDocument, key.Identity.Open(key.Facts.Key.KeyId), new SecureRandom());
        var said = new PgpSignatureSubpacketGenerator();
        said.SetSignatureCreationTime(false, parties.Keys.Now.UtcDateTime);
        said.SetIssuerFingerprint(false, key.Facts.Key);
        said.SetIssuerKeyID(false, key.Facts.Key.KeyId);
        signature.SetHashedSubpackets(said.Generate());
        return signature;
    }

    private void CheckStrength(PgpPublicKey key)
    {
        if (!settings.AllowWeak && PgpAlgorithms.IsWeak(key))
        {
            throw SecurityFault.Weak($"The PGP key {key.KeyId:X16} with {key.BitStrength} bits");
        }
    }
}
