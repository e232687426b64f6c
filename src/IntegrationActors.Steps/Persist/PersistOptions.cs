using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Persist;

/// <summary>
/// Keeps the message as it is at this step, with headers, properties, body and attachments, encrypted, for people and programs that look at it afterwards; flows don't read it. It is found by the
/// id of the run (<c>ia get persisted</c>). What a run kept that fails in the end is taken back, also when it escalates and its sender waits for an answer; after the death of a node it stays.
/// </summary>
[Step("persist", typeof(PersistStep), Sap = "Persist", Camel = "wireTap")]
[Shorthand(nameof(Step))]
[Example("The message before it is mapped", "- persist: before-mapping")]
[Example(
    "What the sender sent, for half a year, also when the run fails",
    """
    - persist: { name: keep the original, step: received, keepFor: 180d, keepOnFailure: true }
    """)]
public sealed record PersistOptions : StepOptions
{
    /// <summary>Says which step kept it, 1 to 255 characters. Several steps may say the same.</summary>
    [Required]
    [StringLength(255, MinimumLength = 1)]
    public required string Step { get; init; }

    /// <summary>How long it is kept.</summary>
    [DefaultText("30d")]
    [Range(typeof(TimeSpan), "1m", "180d")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Keeps it also when the run fails.</summary>
    public bool KeepOnFailure { get; init; }
}
