using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Edi;

namespace IntegrationActors.Steps.EdiToXml;

/// <summary>
/// Turns an interchange of EDIFACT or X12 into XML in UTF-8 and sets <c>Content-Type: application/xml</c>. The XML is that of SAP's converter: <c>Interchange</c> with the segments of the envelope
/// (<c>S_UNB</c>) and messages (<c>M_ORDERS</c>). With a grammar, groups are nested (<c>G_SG2</c>) and elements have their names (<c>D_3035</c>, <c>C_C082</c>); without, elements are named by their positions
/// (<c>E_02</c>, <c>E_02_01</c>), and nothing is lost. Counts and references of the envelopes are checked. Bodies of any size are converted in constant memory. What the envelopes of the first message say
/// is set as headers: <c>SAP_EDI_Document_Standard</c> (<c>UN-EDIFACT</c>, <c>ASC-X12</c>), <c>SAP_EDI_Sender_ID</c>, <c>SAP_EDI_Receiver_ID</c>, both also with <c>_Qualifier</c>,
/// <c>SAP_EDI_Interchange_Control_Number</c>, <c>SAP_EDI_Message_Type</c>, <c>_Version</c>, <c>_Release</c>, <c>_Control_Number</c> and others. A body that can't be converted fails with IA3490 to IA3495.
/// </summary>
[Step("ediToXml", typeof(EdiToXmlStep), Sap = "EDI to XML Converter, EDI Extractor", Camel = "unmarshal smooks")]
[Example("Any interchange, elements by position", "- ediToXml")]
[Example(
    "Orders of EDIFACT with groups and names; the sender decides the route",
    """
    - ediToXml: { grammars: [edi/orders-d96a.yaml], standard: edifact }
    - router:
        - when: "${header.SAP_EDI_Sender_ID} = '4012345000009'"
          steps: [ log: "An order of the big customer" ]
        - otherwise: [ log: "Another order" ]
    """)]
public sealed record EdiToXmlOptions : StepOptions, IValidatableObject
{
    /// <summary>Grammars of messages: files of the bundle, in YAML or JSON, as <c>docs/edi.md</c> describes them. Mistakes in them are findings (IA1322). Default none.</summary>
    public IReadOnlyList<ResourceReference> Grammars { get; init; } = [];

    /// <summary>What becomes of messages without grammar, if there are grammars: <c>refuse</c> fails with IA3495, <c>accept</c> names their elements by position. Default <c>refuse</c>.</summary>
    public UnknownMessages UnknownMessages { get; init; }

    /// <summary>The standard that is expected: <c>edifact</c> or <c>x12</c>; another one fails with IA3490. Default: how the body begins decides.</summary>
    public EdiStandard? Standard { get; init; }

    /// <summary>
    /// Encoding of the body: <c>UTF-8</c>, or one with a byte for each character such as <c>ISO-8859-1</c>. Default: for EDIFACT that of the syntax identifier (UNOA and UNOB are ASCII, UNOC ISO-8859-1, up to
    /// UNOK, UNOW and UNOY UTF-8); for X12 the one that the sender declared, else UTF-8.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// What becomes of counts and references in trailers that are wrong, as of senders that count wrong: with <c>check</c> they fail with IA3492, with <c>ignore</c> they are passed over. Default <c>check</c>.
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
