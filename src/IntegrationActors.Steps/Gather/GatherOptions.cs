using System.ComponentModel.DataAnnotations;
using System.Xml;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Gather;

/// <summary>
/// Puts together what came out of the parts of a <c>splitter</c> or the branches of a <c>multicast</c>, in their order, and makes it the body. It stands right behind that step, or as its
/// option <c>gather</c>. Gathered is the body of each part that ran to the end of its steps, or to an <c>end</c>; a part that ended with <c>terminate</c> or <c>escalate</c>, or failed, is left
/// out. Headers and properties of parts stay theirs. What is put together is written while the parts run, so that memory does not grow with it. A part of another syntax fails the step with IA3367.
/// </summary>
[Step("gather", typeof(GatherStep), Sap = "Gather", Camel = "AggregationStrategy")]
[Shorthand(nameof(Combine))]
[Example(
    "One JSON array of all results",
    """
    - splitter:
        jsonpath: "$.items[*]"
        steps:
          - set: { body: '{ "sku": "${property.CamelSplitIndex}" }' }
    - gather: json
    """)]
[Example(
    "The orders of each part below one root element",
    """
    - splitter:
        xpath: //order
        steps:
          - log: "order ${property.CamelSplitIndex}"
    - gather: { combine: xml, root: orders }
    """)]
[Example(
    "A zip with a file for each branch",
    """
    - multicast:
        - - set: { headers: { CamelFileName: first.txt } }
        - - set: { headers: { CamelFileName: second.txt } }
    - gather: { combine: zip, fileName: "${header.CamelFileName}" }
    """)]
public sealed record GatherOptions : StepOptions, IValidatableObject
{
    /// <summary>
    /// How: <c>xml</c> the root elements one after the other below one root; <c>xmlMessages</c> the same, each in an element of its own (<c>Message1</c>, <c>Message2</c>);
    /// <c>xmlAtPath</c> what <c>source</c> selects in the further parts is put into the first part at <c>target</c>; <c>text</c> one text behind the other; <c>json</c> one array;
    /// <c>zip</c> and <c>tar</c> one file for each part. Empty bodies are left out. Sets <c>Content-Type</c>, but for <c>text</c>.
    /// </summary>
    public required Combination Combine { get; init; }

    /// <summary>Root element for <c>xml</c> and <c>xmlMessages</c>, a name without prefix. Default: the wrapper of multi-mappings, <c>multimap:Messages</c> with <c>multimap:Message1</c> in it.</summary>
    public string? Root { get; init; }

    /// <summary>For <c>xmlAtPath</c>: the nodes of each further part. A path that selects nothing in any part fails the step with IA3368.</summary>
    [Language("xpath")]
    public Expression? Source { get; init; }

    /// <summary>For <c>xmlAtPath</c>: the element of the first part that gets them as its last children. A path that leads to no element fails the step with IA3368.</summary>
    [Language("xpath")]
    public Expression? Target { get; init; }

    /// <summary>For <c>text</c>: what stands between two parts. Default: nothing.</summary>
    public string Separator { get; init; } = "";

    /// <summary>
    /// For <c>zip</c> and <c>tar</c>: name of the file, evaluated on each part. Default: its header <c>CamelFileName</c>, or else <c>part-1</c>, <c>part-2</c> and so on. A name that is taken gets a
    /// number; one that leads out of the archive's folder fails the step with IA3369.
    /// </summary>
    public Expression? FileName { get; init; }

    /// <summary>Each way to combine has its options.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Root is not null && Combine is not (Combination.Xml or Combination.XmlMessages))
        {
            yield return new ValidationResult("'root' belongs to combine: xml or xmlMessages", [nameof(Root)]);
        }

        if (Root is not null && !IsName(Root))
        {
            yield return new ValidationResult($"'{Root}' is no name of an XML element without prefix", [nameof(Root)]);
        }

        if ((Source is null || Target is null) == (Combine == Combination.XmlAtPath) || (Source is null) != (Target is null))
        {
            yield return new ValidationResult("combine: xmlAtPath goes with 'source' and 'target', and nothing else does; write: { combine: xmlAtPath, source: /orders/order, target: /orders }", [nameof(Combine)]);
        }

        if (Separator.Length > 0 && Combine != Combination.Text)
        {
            yield return new ValidationResult("'separator' belongs to combine: text", [nameof(Separator)]);
        }

        if (FileName is not null && Combine is not (Combination.Zip or Combination.Tar))
        {
            yield return new ValidationResult("'fileName' belongs to combine: zip or tar", [nameof(FileName)]);
        }
    }

    private static bool IsName(string text)
    {
        try
        {
            return XmlConvert.VerifyNCName(text).Length > 0;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>Ways to put parts together.</summary>
public enum Combination
{
    /// <summary>XML documents below one root.</summary>
    Xml,

    /// <summary>XML documents below one root, each in an element of its own.</summary>
    XmlMessages,

    /// <summary>Nodes of the further documents in the first one.</summary>
    XmlAtPath,

    /// <summary>Texts one behind the other.</summary>
    Text,

    /// <summary>A JSON array.</summary>
    Json,

    /// <summary>A zip.</summary>
    Zip,

    /// <summary>A tar.</summary>
    Tar,
}
