using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Which files of an archive, and what is taken at most.</summary>
public sealed record ArchiveSplitOptions
{
    /// <summary>Pattern for names of files, with <c>*</c> for any characters and <c>?</c> for one; it is compared with the name without its folders, or with the path when it has a <c>/</c>. Default: all.</summary>
    [MinLength(1)]
    public string Files { get; init; } = "*";

    /// <summary>Most entries of the archive; with more the step fails with IA3424. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    [Advanced]
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>Most bytes of all files together, unpacked; with more the step fails with IA3422. Default 1GB.</summary>
    [Advanced]
    [DefaultText("1GB")]
    public ByteSize MaxSize { get; init; } = new(1L << 30);

    /// <summary>How many times as large as the archive what is unpacked may be, once it is more than 10 MB; more fails the step with IA3423. Default 200.</summary>
    [Range(1, 100_000)]
    [Advanced]
    public int MaxRatio { get; init; } = 200;
}
