using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Edi;

/// <summary>The header of an X12 interchange: 16 elements of fixed length, which show the separators (X12.5, 3.5).</summary>
internal static class IsaSegment
{
    /// <summary>Bytes from the tag to the terminator.</summary>
    public const int Length = 106;

    /// <summary>Number of the element that holds the repetition separator from version 00402 on.</summary>
    public const int Repetition = 11;

    /// <summary>Number of the element that holds the version.</summary>
    public const int Version = 12;

    /// <summary>Number of the element that holds the control number.</summary>
    public const int ControlNumber = 13;

    /// <summary>Number of the element that holds the component separator.</summary>
    public const int Component = 16;

    private const string FirstWithRepetitions = "00402";

    /// <summary>Length of each element, in their order.</summary>
    public static ReadOnlySpan<byte> Widths => [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];

    /// <summary>Whether interchanges of this version have a repetition separator.</summary>
    public static bool HasRepetitions(string version) => string.CompareOrdinal(version, FirstWithRepetitions) >= 0;

    /// <summary>Reads the separators off the fixed places.</summary>
    /// <exception cref="FaultException">IA3490 or IA3491: the segment has not the fixed form.</exception>
    public static EdiSeparators Separators(ReadOnlySpan<byte> isa, in EdiPlace place)
    {
        var at = 3;
        for (var element = 1; element <= Widths.Length && at < isa.Length; element++)
        {
            if (isa[at] != isa[3])
            {
                throw EdiFaults.Malformed(place with { Tag = "ISA", Segment = 1, Element = element - 1 }, $"ISA{element - 1:00} has to have {Widths[element - 2]} characters.");
            }

            at += 1 + Widths[element - 1];
        }

        if (isa.Length < Length)
        {
            throw EdiFaults.CutOff(place, $"ISA has {Length} characters");
        }

        // Some programs write a character there that separates something else: then there are no repetitions.
        var version = System.Text.Encoding.Latin1.GetString(isa.Slice(84, 5));
        var isRepetition = HasRepetitions(version) && !char.IsAsciiLetterOrDigit((char)isa[82]) && isa[82] != isa[3] && isa[82] != isa[104] && isa[82] != isa[105];
        var separators = new EdiSeparators
        {
            Element = isa[3],
            Component = isa[104],
            Segment = isa[105],
            Repetition = isRepetition ? isa[82] : (byte)0,
            Decimal = (byte)'.',
        };
        return separators.AreUsable
            ? separators
            : throw EdiFaults.NotEdi($"the separators of its ISA, '{separators.ToText(EdiStandard.X12)}', can't be told apart, or are letters, digits or blanks.");
    }

    /// <summary>Cuts ISA where its elements are: the last ones are separators themselves.</summary>
    public static void Split(EdiSegment segment)
    {
        var at = 4;
        for (var element = 1; element <= Widths.Length; element++)
        {
            segment.Values.Add(new EdiValue(element, 1, 1, at, Widths[element - 1], HasRelease: false));
            at += 1 + Widths[element - 1];
        }
    }
}
