using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Resources;

namespace IntegrationActors.Steps.Xslt;

/// <summary>
/// Transforms an XML body with an XSLT 1.0 stylesheet, compiled at deploy. The output method and encoding of the stylesheet decide the bytes and the <c>Content-Type</c>; a text is never made of them, so there is no choice of text or bytes as SAP has it. Stylesheets
/// have no access to files, network or code: <c>document()</c>, includes, imports, DTDs and scripts are refused. A body that is not XML fails with IA3012, a
/// transformation that fails with IA3342, one that recurses without end with IA3343, one that makes too much of its document with IA3344.
/// </summary>
[Step("xslt", typeof(XsltStep), Sap = "XSLT Mapping", Camel = "to xslt:")]
[Shorthand(nameof(Stylesheet))]
[Example("A stylesheet of the bundle", "- xslt: xslt/invoice.xslt")]
[Example(
    "With values for <xsl:param name=\"company\"/> and <xsl:param name=\"due\"/>",
    """
    - xslt:
        stylesheet: xslt/invoice.xslt
        parameters: { company: "${header.X-Company}", due: { xpath: /order/@due } }
    """)]
[Example(
    "A header says which of the flow's stylesheets",
    """
    - xslt:
        stylesheet: xslt/invoice.xslt
        choose: "${header.X-Stylesheet}"
        alternatives: [xslt/credit-note.xslt]
    """)]
public sealed record XsltOptions : ChosenResourceOptions
{
    /// <summary>The stylesheet: a file of the bundle, XSLT 1.0. Mistakes in it are findings with file, line and column.</summary>
    public required ResourceReference Stylesheet { get; init; }

    /// <summary>Values of the stylesheet's global parameters, as text. Headers and properties are not visible to a stylesheet otherwise. Default: none.</summary>
    public IReadOnlyList<NamedExpression> Parameters { get; init; } = [];

    /// <summary>Most bytes of the result; with more the step fails with IA3344. Default 1GB.</summary>
    [Advanced]
    [DefaultText("1GB")]
    public ByteSize MaxSize { get; init; } = new(1L << 30);

    /// <summary>How many times larger than the body the result may be; beyond 10 MB a result that is more fails the step with IA3344. Default 100.</summary>
    [Range(1, 100_000)]
    [Advanced]
    public int MaxRatio { get; init; } = 100;
}
