using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.EdiSplitting;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.Edi;

/// <summary>How an interchange of EDIFACT or X12 is split, or several of them that stand one behind the other; each is a transaction, and is acknowledged, of its own.</summary>
public sealed record EdiSplitOptions : IValidatableObject
{
    /// <summary>Grammars by which messages are checked: files of the bundle, as <c>docs/edi.md</c> describes them. Default none: syntax and envelopes are checked.</summary>
    public IReadOnlyList<ResourceReference> Grammars { get; init; } = [];

    /// <summary>What becomes of messages without grammar, if there are grammars: with <c>refuse</c> they are invalid, with <c>accept</c> only their envelopes are checked. Default <c>refuse</c>.</summary>
    public UnknownMessages UnknownMessages { get; init; }

    /// <summary>What one invalid message means: with <c>interchange</c> no message goes out, with <c>message</c> only the others do. Default <c>interchange</c>.</summary>
    public EdiTransaction Transaction { get; init; }

    /// <summary>
    /// Whether the last part of an interchange is the acknowledgement for the sender (CONTRL for EDIFACT, 997 or 999 for X12, with TA1 in front when ISA14 asks for it), with header <c>SAP_EDI_ACKNOWLEDGEMENT</c> <c>true</c>: <c>never</c>, <c>always</c>, or <c>onRequest</c> of the interchange (UNB 0031, ISA14).
    /// With it invalid messages are told to their sender; without, they fail the step with IA3499, after all others ran. Default <c>never</c>.
    /// </summary>
    public EdiAcknowledging Acknowledgement { get; init; }

    /// <summary>The acknowledgement of X12: <c>997</c>, or <c>999</c> as health care in the United States demands it. Default <c>997</c>.</summary>
    [Advanced]
    public FunctionalAcknowledgement FunctionalAcknowledgement { get; init; }

    /// <summary>Number range for the references of the parts and of the acknowledgement. Default: all have the reference of the interchange.</summary>
    [MinLength(1)]
    public string? InterchangeNumbers { get; init; }

    /// <summary>Number range for the references of functional groups in the parts. Default: they keep theirs.</summary>
    [MinLength(1)]
    public string? GroupNumbers { get; init; }

    /// <summary>The standard that is expected: <c>edifact</c> or <c>x12</c>; another one fails with IA3490. Default: how the body begins decides.</summary>
    public EdiStandard? Standard { get; init; }

    /// <summary>Encoding of the body. Default: for EDIFACT that of the syntax identifier; for X12 the one that the sender declared, else UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// What becomes of counts and references in trailers that are wrong, as of senders that count wrong: with <c>check</c> those of a message make it invalid and others fail with IA3492, with <c>ignore</c> they are passed
    /// over. Default <c>check</c>.
    /// </summary>
    [Advanced]
    public EdiTrailers Trailers { get; init; }

    /// <summary>Longest segment in bytes; a longer one fails with IA3493. Default 65536 (64 KiB), at most 16 MiB.</summary>
    [Range(1024, EdiInput.LargestSegment)]
    [Advanced]
    public int MaxSegmentSize { get; init; } = EdiInput.DefaultSegment;

    internal EdiInput Input => new(Standard, Encoding, MaxSegmentSize) { Trailers = Trailers };

    /// <summary>The encoding must be one that EDI can be in.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OptionMistake.Of(() => Input.Reading(null));
}

/// <summary>What goes out together.</summary>
public enum EdiTransaction
{
    /// <summary>All messages or none.</summary>
    Interchange,

    /// <summary>Each message that is valid.</summary>
    Message,
}

/// <summary>When there is an acknowledgement.</summary>
public enum EdiAcknowledging
{
    /// <summary>Never.</summary>
    Never,

    /// <summary>When the interchange asks for it.</summary>
    OnRequest,

    /// <summary>Always.</summary>
    Always,
}
