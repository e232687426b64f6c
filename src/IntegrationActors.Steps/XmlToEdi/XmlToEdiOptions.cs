using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.XmlToEdi;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Edi;

namespace IntegrationActors.Steps.XmlToEdi;

/// <summary>
/// Turns XML, of the form that <c>ediToXml</c> writes, into an interchange of EDIFACT (<c>S_UNB</c>) or X12 (<c>S_ISA</c>), and sets <c>Content-Type</c> to <c>application/EDIFACT</c> or
/// <c>application/EDI-X12</c>. Release characters are put in where they are needed; trailers are made, with the counts and references that belong into them; elements of ISA are filled up to their length.
/// Namespaces don't matter, nor blanks between elements. Bodies of any size are converted in constant memory. XML of another form fails with IA3496, a value that can't be written with IA3497.
/// </summary>
[Step("xmlToEdi", typeof(XmlToEdiStep), Sap = "XML to EDI Converter", Camel = "marshal smooks")]
[Example("Back as it came", "- ediToXml\n- xmlToEdi")]
[Example(
    "An order with names of a grammar; the number of the interchange comes from a number range",
    """
    - xmlToEdi:
        grammars: [edi/orders-d96a.yaml]
        separators: ":+.? '"
        interchangeNumber: { range: interchanges }
        lineBreak: crlf
    """)]
[Example("The numbers are those of the message", "- xmlToEdi: { interchangeNumber: \"${property.number}\", messageNumber: \"1\" }")]
public sealed record XmlToEdiOptions : StepOptions, IValidatableObject
{
    /// <summary>Grammars of messages: they tell where named elements belong. Files of the bundle; mistakes in them are findings (IA1322). Default none: elements are named by their positions.</summary>
    public IReadOnlyList<ResourceReference> Grammars { get; init; } = [];

    /// <summary>
    /// The separators: for EDIFACT the six characters of UNA (<c>:+.? '</c>: component, element, decimal mark, release, repetition or blank, segment), for X12 element, component, segment and repetition (<c>*:~^</c>); control
    /// characters as <c>\x1D</c>. Default: those that the XML says, else the usual ones.
    /// </summary>
    public string? Separators { get; init; }

    /// <summary>Whether an interchange of EDIFACT begins with UNA. Default: if the XML has <c>S_UNA</c>, or the separators are not the usual ones.</summary>
    public bool? ServiceString { get; init; }

    /// <summary>Encoding of the new body: <c>UTF-8</c>, or one with a byte for each character. A character that it has not fails with IA3497. Default: for EDIFACT that of the syntax identifier, for X12 UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>What stands behind each segment: <c>none</c>, <c>crlf</c> or <c>lf</c>. Default <c>none</c>.</summary>
    public SegmentBreak LineBreak { get; init; }

    /// <summary>Reference of the interchange (UNB 0020, ISA13): an expression, or a number range. Default: as the XML says.</summary>
    public EdiNumberOptions? InterchangeNumber { get; init; }

    /// <summary>Reference of each functional group (UNG 0048, GS06): an expression, or a number range. Default: as the XML says.</summary>
    public EdiNumberOptions? GroupNumber { get; init; }

    /// <summary>Reference of each message (UNH 0062, ST02): an expression, or a number range. Default: as the XML says.</summary>
    public EdiNumberOptions? MessageNumber { get; init; }

    internal EdiNumbers Numbers =>
        (InterchangeNumber is null ? EdiNumbers.None : EdiNumbers.Interchange) | (GroupNumber is null ? EdiNumbers.None : EdiNumbers.Group) | (MessageNumber is null ? EdiNumbers.None : EdiNumbers.Message);

    /// <summary>Separators and encoding must be such that they can be used.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OptionMistake.Of(() => Converter([]));

    internal XmlToEdiConverter Converter(IReadOnlyList<Formats.Edi.Grammars.EdiGrammar> grammars) => new(new Formats.XmlToEdi.XmlToEdiOptions
    {
        Grammars = grammars,
        Separators = Separators,
        ServiceString = ServiceString,
        Encoding = Encoding is null ? null : EdiEncodings.Find(Encoding),
        LineBreak = LineBreak switch { SegmentBreak.Crlf => "\r\n", SegmentBreak.Lf => "\n", _ => "" },
        Numbers = Numbers,
    });
}

/// <summary>Where a reference comes from.</summary>
[Shorthand(nameof(Value))]
public sealed record EdiNumberOptions : IValidatableObject
{
    /// <summary>The reference itself.</summary>
    public Expression? Value { get; init; }

    /// <summary>The number range that gives it. One that the tenant does not have fails with IA3513, one that is used up with IA3514.</summary>
    public string? Range { get; init; }

    /// <summary>A number has one origin.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        (Value is null) == (Range is null) ? [new ValidationResult("a number is a value or comes from a range: write one of them", [nameof(Range)])] : [];
}

/// <summary>What stands behind a segment.</summary>
public enum SegmentBreak
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>CR LF.</summary>
    Crlf,

    /// <summary>LF.</summary>
    Lf,
}
