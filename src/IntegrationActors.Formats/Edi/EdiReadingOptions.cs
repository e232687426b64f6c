using System.Text;

namespace IntegrationActors.Formats.Edi;

/// <summary>How an interchange is read, and what is refused.</summary>
public sealed record EdiReadingOptions
{
    /// <summary>The standard that is expected; null: what the document begins with decides. Default null.</summary>
    public EdiStandard? Standard { get; init; }

    /// <summary>Encoding of the values, with one byte for each character or UTF-8; null: for EDIFACT the one of the syntax identifier of UNB, for X12 <see cref="X12Encoding"/>. Default null.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Encoding of X12, which says nothing about it. Default UTF-8.</summary>
    public Encoding X12Encoding { get; init; } = Text.TextEncodings.Utf8;

    /// <summary>Longest segment in bytes. Default 64 KiB.</summary>
    public int MaxSegmentSize { get; init; } = 64 * 1024;

    /// <summary>Most segments of an interchange. Default 100 million.</summary>
    public long MaxSegments { get; init; } = 100_000_000;

    /// <summary>Whether wrong counts and references in trailers are passed over. Default false.</summary>
    public bool IgnoresTrailers { get; init; }

    /// <summary>Whether reading ends behind the interchange, although something follows. Default false: it is refused with IA3492.</summary>
    internal bool EndsBehindInterchange { get; init; }

    /// <summary>Where the interchange begins in a body of several. Default: at its beginning.</summary>
    internal EdiPlace Start { get; init; } = new("", 0, 1, 1, 0);
}
