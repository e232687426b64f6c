using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Archives;

namespace IntegrationActors.Steps.Archives;

/// <summary>What steps that take files out of an archive have in common.</summary>
public abstract record ArchiveReadingOptions : UnpackOptions
{
    /// <summary>
    /// The file that becomes the body: its path in the archive, or a pattern in which <c>*</c> and <c>?</c> stand for characters within a folder, and
    /// <c>**/</c> in front for every folder. Exactly one file must fit, else the step fails with IA3426. Default: the archive must hold one file only.
    /// </summary>
    [MinLength(1)]
    public string? Entry { get; init; }

    /// <summary>Whether all other files become attachments of the message, by their names. Default false: they are passed over, and more than one file needs <c>entry</c>.</summary>
    public bool Attachments { get; init; }

    /// <summary>Most entries of the archive; more fail with IA3424. Default 10000, at most 100000.</summary>
    [Range(1, 100_000)]
    [Advanced]
    public int MaxEntries { get; init; } = 10_000;

    internal override UnpackLimits Limits => base.Limits with { MaxEntries = MaxEntries };
}
