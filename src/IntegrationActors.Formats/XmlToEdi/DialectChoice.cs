using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Text;

namespace IntegrationActors.Formats.XmlToEdi;

/// <summary>Chooses separators and encoding: those of the options, else those that the XML says, else the usual ones.</summary>
/// <param name="options">What the flow says.</param>
/// <param name="rootSeparators">What the root element says.</param>
/// <param name="serviceString">What S_UNA says.</param>
internal sealed class DialectChoice(XmlToEdiOptions options, string? rootSeparators, string? serviceString)
{
    /// <summary>The dialect for the header of an interchange.</summary>
    public EdiDialect For(EdiStandard standard, List<EdiWrittenValue> header, string here)
    {
        var lineBreak = System.Text.Encoding.ASCII.GetBytes(options.LineBreak);
        var separators = Separators(standard, here);
        if (standard == EdiStandard.X12)
        {
            var hasRepetitions = IsaSegment.HasRepetitions(EdiWrittenValue.Find(header, IsaSegment.Version));
            return new EdiDialect(standard, hasRepetitions ? separators : separators with { Repetition = 0 }, options.Encoding ?? TextEncodings.Utf8, null, lineBreak);
        }

        var hasServiceString = options.ServiceString ?? (serviceString is not null || (separators != EdiSeparators.Edifact && separators != EdiSeparators.EdifactControls));
        var six = hasServiceString ? separators.ServiceString() : null;
        var isOld = string.CompareOrdinal(EdiWrittenValue.Find(header, 1, 2), "4") < 0;
        return new EdiDialect(standard, isOld ? separators with { Repetition = 0 } : separators, Encoding(EdiWrittenValue.Find(header, 1)), serviceString is null && six is not null && isOld ? WithoutRepetition(six) : six, lineBreak);
    }

    // Before version 4 the fifth character is reserved, and a blank.
    private static byte[] WithoutRepetition(byte[] six)
    {
        six[4] = (byte)' ';
        return six;
    }

    private EdiSeparators Separators(EdiStandard standard, string here)
    {
        try
        {
            return (options.Separators ?? serviceString ?? rootSeparators) is { } text
                ? EdiSeparators.Parse(text, standard)
                : standard == EdiStandard.X12 ? EdiSeparators.X12 : EdiSeparators.Edifact;
        }
        catch (ArgumentException e)
        {
            throw EdiFaults.NotEdiXml(here, e.Message.Split(" (Parameter")[0] + ".");
        }
    }

    private Encoding Encoding(string syntax) => options.Encoding ?? EdiEncodings.OfSyntax(syntax) ?? throw EdiFaults.UnknownEncoding(syntax);
}
