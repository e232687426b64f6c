using System.Formats.Asn1;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Cms;

/// <summary>
/// Takes signed data (RFC 5652, 5) apart into its content, which streams, and a detached signature of it: the same message without content. Nothing is verified; whoever has both parts can do so.
/// </summary>
public static class CmsSplitter
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Splits a message.</summary>
    /// <param name="message">Bytes, base64 or PEM.</param>
    /// <param name="content">Takes the content.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The detached signature.</returns>
    /// <exception cref="FaultException">IA3706: it is no signed message, or has no content. IA3714: what is around the content is too large. What was written to the target must be dropped.</exception>
    public static byte[] Split(Stream message, Stream content, CancellationToken cancel)
    {
        var source = new BoundedStream(CmsText.Read(message));
        try
        {
            var reader = new BerReader(source);
            var writer = new AsnWriter(AsnEncodingRules.BER);
            reader.Enter(0x30);
            var type = reader.ReadElement();
            if (!string.Equals(AsnDecoder.ReadObjectIdentifier(type, AsnEncodingRules.BER, out _), CmsOids.SignedData, StringComparison.Ordinal))
            {
                throw new InvalidDataException("it is of another kind");
            }

            reader.Enter(0xA0);
            reader.Enter(0x30);
            using (writer.PushSequence())
            {
                writer.WriteEncodedValue(type);
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                using (writer.PushSequence())
                {
                    Copy(reader, source, writer, content, cancel);
                }
            }

            CmsVerifier.Leave(reader, 3);
            return writer.Encode();
        }
        catch (Exception e) when (CmsVerifier.IsOfParser(e))
        {
            throw SecurityFault.NotOfKind(CmsVerifier.Kind, e.Message, e);
        }
    }

    // Version and hashes; the kind of the content without the content; certificates, revocation lists and signatures.
    private static void Copy(BerReader reader, BoundedStream source, AsnWriter writer, Stream content, CancellationToken cancel)
    {
        writer.WriteEncodedValue(reader.ReadElement());
        writer.WriteEncodedValue(reader.ReadElement());
        reader.Enter(0x30);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(reader.ReadElement());
        }

        if (reader.IsAtEnd)
        {
            throw new InvalidDataException("it has a signature without content");
        }

        reader.Enter(0xA0);
        source.Open();
        Pass(reader.ReadOctets(0x04), content, cancel);
        source.Close(BoundedStream.Around);
        reader.Leave();
        reader.Leave();
        while (!reader.IsAtEnd)
        {
            writer.WriteEncodedValue(reader.ReadElement());
        }
    }

    private static void Pass(Stream octets, Stream content, CancellationToken cancel)
    {
        var buffer = new byte[BufferSize];
        while (octets.Read(buffer, 0, buffer.Length) is var count and > 0)
        {
            cancel.ThrowIfCancellationRequested();
            content.Write(buffer, 0, count);
        }
    }
}
