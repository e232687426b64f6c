using System.Buffers;
using System.Text;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.XmlModification;

/// <summary>
/// Changes the text of a document that other steps would refuse. It is no parser: what stands behind the first start tag is looked at character by character
/// only. Constant memory. Thread-safe.
/// </summary>
public sealed class XmlModifier(XmlModifierOptions options)
{
    private const int Block = 32 * 1024;

    /// <summary>Modifies while reading. Both streams stay open.</summary>
    /// <param name="xml">The document; must allow seeking.</param>
    /// <param name="output">Gets the document.</param>
    /// <param name="cancel">Asked for each block.</param>
    /// <exception cref="FaultException">IA3435.</exception>
    public void Modify(Stream xml, Stream output, CancellationToken cancel)
    {
        var (encoding, markLength) = XmlEncoding.Detect(xml);
        xml.Position = markLength;
        using var reader = new StreamReader(xml, Decoding(encoding), detectEncodingFromByteOrderMarks: false, Block, leaveOpen: true);
        using var writer = new StreamWriter(output, options.RemoveDeclaration ? TextEncodings.Utf8 : encoding, Block, leaveOpen: true);
        try
        {
            writer.Write(new XmlProlog(reader, options).Read());
            CopyRest(reader, writer, cancel);
            writer.Flush();
        }
        catch (DecoderFallbackException e)
        {
            throw Refused($"its bytes are no text in {encoding.WebName}.", "Set invalidCharacters to remove or substitute, or have the sender declare the right encoding.", e);
        }
    }

    internal static FaultException Refused(string why, string hint, Exception? cause = null) => new("IA3435", $"The document can't be modified: {why}", hint, cause);

    // StreamReader looks for a mark even when told not to, unless the encoding has none.
    private Encoding Decoding(Encoding encoding)
    {
        var decoding = (Encoding)encoding.Clone();
        decoding.DecoderFallback = options.InvalidCharacters switch
        {
            InvalidCharacters.Remove => new DecoderReplacementFallback(""),
            InvalidCharacters.Substitute => new DecoderReplacementFallback(options.Substitute),
            _ => DecoderFallback.ExceptionFallback,
        };
        return decoding;
    }

    private void CopyRest(StreamReader reader, StreamWriter writer, CancellationToken cancel)
    {
        var buffer = ArrayPool<char>.Shared.Rent(Block);
        try
        {
            var kept = 0;
            int read;
            while ((read = reader.Read(buffer, kept, buffer.Length - kept)) > 0)
            {
                cancel.ThrowIfCancellationRequested();
                var text = buffer.AsSpan(0, kept + read);
                kept = char.IsHighSurrogate(text[^1]) ? 1 : 0;
                Write(text[..^kept], writer);
                text[^kept..].CopyTo(buffer);
            }

            Write(buffer.AsSpan(0, kept), writer);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private void Write(ReadOnlySpan<char> text, StreamWriter writer)
    {
        if (options.InvalidCharacters == InvalidCharacters.Keep)
        {
            writer.Write(text);
            return;
        }

        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                continue;
            }

            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            writer.Write(text[start..i]);
            writer.Write(options.InvalidCharacters == InvalidCharacters.Substitute ? options.Substitute : "");
            start = i + 1;
        }

        writer.Write(text[start..]);
    }
}
