namespace IntegrationActors.Formats.Edi;

/// <summary>The segments around messages, and which of their elements are references.</summary>
internal sealed record EdiEnvelopeTags
{
    public static EdiEnvelopeTags Edifact { get; } = new()
    {
        Headers = ["UNB", "UNG", "UNH"],
        Trailers = ["UNZ", "UNE", "UNT"],
        References = [5, 5, 1],
    };

    public static EdiEnvelopeTags X12 { get; } = new()
    {
        Headers = ["ISA", "GS", "ST"],
        Trailers = ["IEA", "GE", "SE"],
        References = [IsaSegment.ControlNumber, 6, 2],
        Services = ["TA1", "TA3", "ISB", "ISE"],
    };

    /// <summary>Headers of interchange, group and message.</summary>
    public required IReadOnlyList<string> Headers { get; init; }

    /// <summary>Trailers of interchange, group and message; their first element is a count, the second one the reference of the header.</summary>
    public required IReadOnlyList<string> Trailers { get; init; }

    /// <summary>Which element of each header is its reference.</summary>
    public required IReadOnlyList<int> References { get; init; }

    public static EdiEnvelopeTags Of(EdiStandard standard) => standard == EdiStandard.Edifact ? Edifact : X12;

    /// <summary>Segments of the interchange itself, between its header and the first group.</summary>
    public IReadOnlyList<string> Services { get; private init; } = [];

    /// <summary>What a segment is.</summary>
    public EdiNode NodeOf(string tag)
    {
        for (var level = 0; level < 3; level++)
        {
            if (string.Equals(tag, Headers[level], StringComparison.Ordinal))
            {
                return (EdiNode)level;
            }

            if (string.Equals(tag, Trailers[level], StringComparison.Ordinal))
            {
                return EdiNode.InterchangeEnd - level;
            }
        }

        return Services.Contains(tag, StringComparer.Ordinal) ? EdiNode.Service : EdiNode.Segment;
    }
}
