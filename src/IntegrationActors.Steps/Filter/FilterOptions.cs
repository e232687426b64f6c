using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Filter;

/// <summary>
/// Replaces the body by what a path selects in it. Nothing selected makes the body empty, or <c>false</c> as a boolean; it is no error. The whole body is read, at most
/// <c>integration-actors.payload.view-limit</c> (64 MB). Headers stay as they are.
/// </summary>
[Step("filter", typeof(FilterStep), Sap = "Filter", Camel = "transform")]
[Example("Only the lines of an order", "- filter: { xpath: /order/lines/line }")]
[Example("The text of the first e-mail address", "- filter: { jsonpath: \"$.contacts[*].email\", type: string }")]
[Example("Whether there is something to pay", "- filter: { xpath: \"sum(//amount) > 0\", type: boolean }")]
public sealed record FilterOptions : StepOptions, IValidatableObject
{
    /// <summary>What to select in an XML body.</summary>
    [Language("xpath")]
    [Shown("/order/lines")]
    public Expression? Xpath { get; init; }

    /// <summary>What to select in a JSON body.</summary>
    [Language("jsonpath")]
    public Expression? Jsonpath { get; init; }

    /// <summary>
    /// What becomes of the selection: <c>nodelist</c> all nodes, as XML one behind the other or as a JSON array (a path of names and numbers that selects one value at most gives that value);
    /// <c>node</c> the first one; <c>string</c> the texts of all, one behind the other; <c>integer</c> their text as a whole number, else IA3374; <c>boolean</c> whether something is selected or
    /// the result is true. Default nodelist.
    /// </summary>
    public FilterType Type { get; init; }

    /// <summary>One path.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((Xpath is null) == (Jsonpath is null))
        {
            yield return new ValidationResult("'filter' needs one path; write either xpath: /order/lines or jsonpath: \"$.lines\"", []);
        }
    }
}

/// <summary>What becomes of a selection.</summary>
public enum FilterType
{
    /// <summary>All nodes.</summary>
    Nodelist,

    /// <summary>The first node.</summary>
    Node,

    /// <summary>The texts.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Boolean,
}
