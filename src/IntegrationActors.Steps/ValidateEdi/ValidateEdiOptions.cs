using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Edi;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateEdi;

/// <summary>
/// Checks an interchange of EDIFACT or X12 in constant memory: its syntax, counts and references of its envelopes, and each message against its grammar: segments and groups in their places and numbers,
/// mandatory elements, types, lengths and codes. An invalid body fails with IA3498, which says line, column, segment, element and component of each place.
/// </summary>
[Step("validateEdi", typeof(ValidateEdiStep), Sap = "EDI Validator", Camel = "-")]
[Shorthand(nameof(Grammars))]
[Example("The message fails when it is invalid", "- validateEdi: [edi/orders-d96a.yaml]")]
[Example(
    "The flow decides what happens to an invalid interchange",
    """
    - validateEdi: { grammars: [edi/orders-d96a.yaml], preventException: true }
    - router:
        - when: "${property.SAP_EDIValidationResult} != ''"
          steps: [ fail: "Not an order: ${property.SAP_EDIValidationResult}" ]
        - otherwise: [ ediToXml ]
    """)]
public sealed record ValidateEdiOptions : StepOptions, IValidationOptions, IValidatableObject
{
    /// <summary>Grammars of messages: files of the bundle, in YAML or JSON, as <c>docs/edi.md</c> describes them. Mistakes in them are findings (IA1322). Default none: syntax and envelopes are checked.</summary>
    public IReadOnlyList<ResourceReference> Grammars { get; init; } = [];

    /// <summary>What becomes of messages without grammar, if there are grammars: with <c>refuse</c> they are invalid, with <c>accept</c> only their envelopes are checked. Default <c>refuse</c>.</summary>
    public UnknownMessages UnknownMessages { get; init; }

    /// <summary>The standard that is expected: <c>edifact</c> or <c>x12</c>; another one is invalid. Default: how the body begins decides.</summary>
    public EdiStandard? Standard { get; init; }

    /// <summary>Encoding of the body: <c>UTF-8</c>, or one with a byte for each character. Default: for EDIFACT that of the syntax identifier; for X12 the one that the sender declared, else UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// Whether the flow goes on with an invalid body; what is wrong then is in a property, a line for each place. The property is there when the message fails, too, for <c>onError</c>; it is not there when the
    /// body is valid. Default false: the message fails.
    /// </summary>
    public bool PreventException { get; init; }

    /// <summary>Whether what is wrong is also attached to the message's entry in the log, under the name of the property. Default false.</summary>
    public bool AttachResult { get; init; }

    /// <summary>Most places that are looked for. Default 50, at most 1000.</summary>
    [Range(1, 1000)]
    [Advanced]
    public int MaxErrors { get; init; } = 50;

    /// <summary>Name of the property with what is wrong. Default <c>SAP_EDIValidationResult</c>.</summary>
    public string Property { get; init; } = "SAP_EDIValidationResult";

    /// <summary>Longest segment in bytes; a longer one is invalid. Default 65536 (64 KiB), at most 16 MiB.</summary>
    [Range(1024, EdiInput.LargestSegment)]
    [Advanced]
    public int MaxSegmentSize { get; init; } = EdiInput.DefaultSegment;

    internal EdiInput Input => new(Standard, Encoding, MaxSegmentSize);

    /// <summary>The encoding must be one that EDI can be in.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OptionMistake.Of(() => Input.Reading(null));
}
