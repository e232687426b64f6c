using System.Buffers;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Formats.EdiSplitting;

/// <summary>Writes what the sender of an interchange gets back: CONTRL for EDIFACT, for X12 997 or 999, with TA1 in front when it asks for one. It has the separators and the encoding of the interchange.</summary>
/// <param name="Inspection">What was found out about the interchange.</param>
/// <param name="RefusesAll">One refused message refuses all.</param>
/// <param name="Number">Reference of the acknowledgement; null: the one of the interchange.</param>
/// <param name="Now">Date and time that it bears.</param>
public sealed record EdiAcknowledgement(EdiInspection Inspection, bool RefusesAll, string? Number, DateTimeOffset Now)
{
    /// <summary>Which transaction set acknowledges those of X12. Default 997.</summary>
    public FunctionalAcknowledgement Functional { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="edi">The body with the interchange, which is read once more; stays open.</param>
    /// <param name="target">Gets the acknowledgement.</param>
    /// <param name="cancel">Asked for each block that is read.</param>
    /// <exception cref="FaultException">IA3497: it can't be written, as when the number is too long.</exception>
    public void Write(Stream edi, IBufferWriter<byte> target, CancellationToken cancel)
    {
        using var reader = new EdiReader(edi, Inspection.Reading, _ => { }, cancel);
        reader.Read();
        var dialect = new EdiDialect(
            reader.Standard,
            reader.Separators,
            reader.Segment.Encoding,
            reader.ServiceString is { } six ? EdiSeparators.Parse(six, EdiStandard.Edifact).ServiceString() : null,
            []);
        var writer = new EdiInterchangeWriter(new EdiSegmentWriter(target, dialect));
        if (reader.Standard == EdiStandard.Edifact)
        {
            new ContrlWriting(this, writer).Write(reader);
        }
        else
        {
            new FunctionalAcknowledgementWriting(this, writer).Write(reader);
        }
    }

    /// <summary>Whether a message, from 1, is refused.</summary>
    internal bool Refuses(long message) => Inspection.MistakesOf(message) is not null || (RefusesAll && Inspection.Refused > 0);

    /// <summary>Values of a segment: an item for each element, whose components are separated by <c>:</c>.</summary>
    internal static List<EdiWrittenValue> Values(params ReadOnlySpan<string[]> elements)
    {
        var values = new List<EdiWrittenValue>();
        for (var element = 0; element < elements.Length; element++)
        {
            for (var component = 0; component < elements[element].Length; component++)
            {
                if (elements[element][component].Length > 0)
                {
                    values.Add(new EdiWrittenValue(element + 1, 1, component + 1, elements[element][component]));
                }
            }
        }

        return values;
    }
}
