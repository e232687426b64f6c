using System.Text;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Edi;

namespace IntegrationActors.Steps.Edi;

/// <summary>What steps that read EDI say about it.</summary>
internal sealed record EdiInput(EdiStandard? Standard, string? Encoding, int MaxSegmentSize)
{
    /// <summary>Longest segment that an option may allow.</summary>
    public const int LargestSegment = 16 * 1024 * 1024;

    public const int DefaultSegment = 64 * 1024;

    public EdiTrailers Trailers { get; init; }

    /// <summary>How a body is read: X12, which doesn't tell its encoding, in the one that the sender declared.</summary>
    /// <exception cref="ArgumentException">The encoding can't be used; the text is for the author of the flow.</exception>
    public EdiReadingOptions Reading(Payload? body) => new()
    {
        Standard = Standard,
        Encoding = Encoding is null ? null : EdiEncodings.Find(Encoding),
        X12Encoding = body is { Encoding: var declared } && EdiEncodings.IsUsable(declared) ? Formats.Text.TextEncodings.Strict(declared) : Formats.Text.TextEncodings.Utf8,
        MaxSegmentSize = MaxSegmentSize,
        IgnoresTrailers = Trailers == EdiTrailers.Ignore,
    };
}
