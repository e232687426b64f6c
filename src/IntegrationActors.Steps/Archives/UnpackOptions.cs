using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Archives;

namespace IntegrationActors.Steps.Archives;

/// <summary>What steps that unpack have in common: limits, since a few kilobytes can claim to be terabytes.</summary>
public abstract record UnpackOptions : StepOptions
{
    /// <summary>Media type of what comes out: sets the header <c>Content-Type</c>. Default <c>application/octet-stream</c>.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>Most bytes that may come out; more fail with IA3422. Default 1GB.</summary>
    [Advanced]
    public ByteSize MaxSize { get; init; } = new(1L << 30);

    /// <summary>How many times as large as the packed content the unpacked may be, once it is more than 10 MB; more fails with IA3423. Default 100.</summary>
    [Range(1, 1_000_000)]
    [Advanced]
    public int MaxRatio { get; init; } = 100;

    internal virtual UnpackLimits Limits => new() { MaxSize = MaxSize.Bytes, MaxRatio = MaxRatio };
}
