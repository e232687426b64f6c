using IntegrationActors.Security.Content;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace IntegrationActors.Security.Pgp;

/// <summary>The packets inside of an encrypted message: compression and signatures around one literal. Anything else, and deep nesting, is refused.</summary>
internal sealed class PgpContent(ContentLimits limits, PgpSignatures signatures, BoundedStream source, Stream target)
{
    private const int BufferSize = 64 * 1024;

    // Programs compress once and sign once, some the other way round.
    private const int MostLayers = 4;
    private const int MostSignatures = 16;

    private const string Kind = "PGP message";

    private long _length;

    /// <summary>Reads the decrypted packets to their end.</summary>
    public void Read(Stream clear, CancellationToken cancel) => ReadLayer(new BoundedStream(clear), depth: 0, cancel);

    private void ReadLayer(BoundedStream layer, int depth, CancellationToken cancel)
    {
        var packets = new BcpgInputStream(layer);
        ReadMessage(packets, layer, depth, cancel);
        if (packets.ReadByte() >= 0)
        {
            throw SecurityFault.NotOfKind(Kind, "something follows behind its content");
        }
    }

    private void ReadMessage(BcpgInputStream packets, BoundedStream layer, int depth, CancellationToken cancel)
    {
        if (depth == MostLayers)
        {
            throw SecurityFault.TooLarge($"its packets nest deeper than {MostLayers} levels");
        }

        switch (packets.SkipMarkerPackets())
        {
            case PacketTag.CompressedData:
                ReadCompressed(packets, layer, depth, cancel);
                break;
            case PacketTag.OnePassSignature:
            case PacketTag.Signature:
                ReadSigned(packets, layer, depth, cancel);
                break;
            case PacketTag.LiteralData:
                ReadLiteral(packets, layer, cancel);
                break;
            default:
                throw SecurityFault.Damaged();
        }
    }

    private void ReadCompressed(BcpgInputStream packets, BoundedStream layer, int depth, CancellationToken cancel)
    {
        using var inner = new PgpCompressedData(packets).GetDataStream();
        layer.Open();
        ReadLayer(new BoundedStream(inner), depth + 1, cancel);
        layer.Close(BoundedStream.Around);
    }

    private void ReadSigned(BcpgInputStream packets, BoundedStream layer, int depth, CancellationToken cancel)
    {
        var first = new PgpObjectFactory(packets).NextPgpObject();
        var count = first is PgpOnePassSignatureList list ? list.Count : ((PgpSignatureList)first).Count;
        if (count > MostSignatures)
        {
            throw SecurityFault.TooLarge($"it has more than {MostSignatures} signatures");
        }

        if (first is PgpSignatureList early)
        {
            signatures.Begin(early);
            ReadMessage(packets, layer, depth + 1, cancel);
            return;
        }

        signatures.Begin((PgpOnePassSignatureList)first);
        ReadMessage(packets, layer, depth + 1, cancel);
        signatures.Complete(packets.SkipMarkerPackets() == PacketTag.Signature ? new PgpObjectFactory(packets).NextPgpObject() as PgpSignatureList : null);
    }

    private void ReadLiteral(BcpgInputStream packets, BoundedStream layer, CancellationToken cancel)
    {
        using var literal = new PgpLiteralData(packets).GetDataStream();
        layer.Open();
        var buffer = new byte[BufferSize];
        while (literal.Read(buffer, 0, buffer.Length) is var count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            _length += count;
            limits.Check(_length, source.BytesRead);
            target.Write(buffer, 0, count);
            signatures.Update(buffer.AsSpan(0, count));
        }

        layer.Close(BoundedStream.Around);
    }
}
