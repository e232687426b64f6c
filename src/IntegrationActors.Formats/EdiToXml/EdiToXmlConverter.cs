using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Edi.Grammars;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.EdiToXml;

/// <summary>
/// Turns an interchange of EDIFACT or X12 into XML 1.0 in UTF-8, segment by segment: memory is bounded by the longest segment. Thread-safe: make one per set of options and keep it.
/// <c>docs/edi.md</c> describes the XML.
/// </summary>
public sealed class EdiToXmlConverter(EdiToXmlOptions options)
{
    private const int Held = 16 * 1024;

    private readonly EdiGrammarSet _grammars = new(options.Grammars);

    /// <summary>Converts while reading. The stream stays open.</summary>
    /// <param name="edi">The interchange.</param>
    /// <param name="output">Gets the document, or a part of it when the conversion fails.</param>
    /// <param name="cancel">Asked for each block that is read.</param>
    /// <returns>The envelopes around the first message.</returns>
    /// <exception cref="FaultException">IA3490 to IA3495; the message names the segment, its line and column, element and component.</exception>
    public EdiEnvelope Convert(Stream edi, IBufferWriter<byte> output, CancellationToken cancel)
    {
        using var reader = new EdiReader(edi, options.Reading, onMistake: null, cancel);
        using var xml = new XmlElementWriter();
        using var segments = new SegmentXml(xml);
        MessageXml? message = null;
        EdiEnvelope? first = null;
        while (reader.Read())
        {
            if (reader.Node == EdiNode.Interchange)
            {
                InterchangeXml.Start(reader, xml);
            }
            else if (reader.Node == EdiNode.Message)
            {
                first ??= reader.Envelope;
                message = new MessageXml(xml, segments, GrammarOf(reader.Envelope));
                message.Start(reader.Envelope.MessageType, reader.Segment.Place);
            }

            message = Write(reader, segments, message);
            if (xml.Held > Held)
            {
                xml.Release(output, 0);
            }
        }

        InterchangeXml.End(xml);
        xml.Release(output, 0);
        return first ?? reader.Envelope;
    }

    private static MessageXml? Write(EdiReader reader, SegmentXml segments, MessageXml? message)
    {
        switch (reader.Node)
        {
            case EdiNode.Segment:
                message!.Segment(reader.Standard, reader.Segment);
                return message;
            case EdiNode.MessageEnd:
                message!.End(reader.Standard, reader.Segment);
                return null;
            default:
                var isIsa = reader is { Node: EdiNode.Interchange, Standard: EdiStandard.X12 };
                segments.Write(reader.Segment, isIsa ? ServiceSegments.Isa(reader.Envelope.SyntaxVersion) : ServiceSegments.Find(reader.Standard, reader.Segment.Tag));
                return message;
        }
    }

    private EdiGrammar? GrammarOf(EdiEnvelope envelope)
    {
        var grammar = _grammars.Find(envelope);
        return grammar is not null || _grammars.IsEmpty || options.AllowUnknownMessages ? grammar : throw EdiFaults.NoGrammar(envelope.MessageName, _grammars.Names);
    }
}
