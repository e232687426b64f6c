using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.ValueMapping;

/// <summary>
/// Replaces a value of one system by that of another: a header, a property, each value of the body that a JSONPath or XPath selects, or the body as a whole. Values and their
/// meaning stand in a file of the bundle or in the flow. A value that is not known fails with IA3471, unless <c>missing</c> or <c>default</c> say otherwise.
/// </summary>
[Step("valueMapping", typeof(ValueMappingStep), Sap = "Value Mapping", Camel = "bean")]
[Shorthand(nameof(File))]
[Example(
    "A header, with a table in the flow",
    """
    - valueMapping:
        values: { EU: "1010", US: "2020" }
        header: X-Company
        value: { jsonpath: $.region }
        default: "9999"
    """)]
[Example(
    "All countries in the body, with a file that begins with the line: shop|country,erp|country",
    """
    - valueMapping:
        file: mappings/countries.csv
        from: shop|country
        to: erp|country
        jsonpath: $.lines[*].country
        missing: keep
    """)]
public sealed record ValueMappingOptions : StepOptions, IValidatableObject
{
    /// <summary>
    /// The value mapping: a CSV file of the bundle. Its first line names columns (<c>agency|identifier</c>, or any names), each further line holds the values that mean the same. Of equal values in the
    /// column that is searched, the first line counts. A <c>.yaml</c> file has the same as lists: <c>columns: [shop|country, erp|country]</c> and <c>rows: [[DE, "49"], [FR, "33"]]</c>. Stands instead of <c>values</c>.
    /// </summary>
    public ResourceReference? File { get; init; }

    /// <summary>The values in place: what is searched, and what it becomes.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>The column that is searched. Default: of two columns the first, or the other than <c>to</c>.</summary>
    public string? From { get; init; }

    /// <summary>The column whose value is taken. Default: of two columns the other.</summary>
    public string? To { get; init; }

    /// <summary>The header that is set. Default: without header, property and path the body as a whole is replaced.</summary>
    public string? Header { get; init; }

    /// <summary>The property that is set.</summary>
    public string? Property { get; init; }

    /// <summary>The values of a JSON body that are replaced, each by a text.</summary>
    public OptionText? Jsonpath { get; init; }

    /// <summary>The elements without child elements, attributes and texts of an XML body that are replaced.</summary>
    public OptionText? Xpath { get; init; }

    /// <summary>The value that is searched. Default: what the header, the property or the body holds.</summary>
    public Expression? Value { get; init; }

    /// <summary>What is done with a value that the mapping does not know. Default <c>fail</c>.</summary>
    public MissingValue Missing { get; init; }

    /// <summary>The value that takes the place of one that the mapping does not know, and of none. Default: there is none.</summary>
    public string? Default { get; init; }

    /// <summary>There is one table, and one thing to replace at most.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((File is null) == (Values is null))
        {
            yield return new ValidationResult("'valueMapping' has either a file or values; write: file: mappings/countries.csv", [nameof(File)]);
        }

        if (new object?[] { Header, Property, Jsonpath, Xpath }.Count(target => target is not null) > 1)
        {
            yield return new ValidationResult("'valueMapping' replaces one of: header, property, jsonpath, xpath; use a step for each", [nameof(Header)]);
        }

        if (Value is not null && (Jsonpath is not null || Xpath is not null))
        {
            yield return new ValidationResult("'value' does not go with a path, which finds its values itself", [nameof(Value)]);
        }

        if (Values is not null && (From is not null || To is not null))
        {
            yield return new ValidationResult("'from' and 'to' name columns of a file; 'values' have none", [nameof(From)]);
        }

        if (Default is not null && Missing == MissingValue.Keep)
        {
            yield return new ValidationResult("'default' and 'missing: keep' say two things for the same case; keep one", [nameof(Default)]);
        }
    }
}

/// <summary>What is done with a value that a mapping does not know.</summary>
public enum MissingValue
{
    /// <summary>The message fails with IA3471.</summary>
    Fail,

    /// <summary>The value stays as it is.</summary>
    Keep,
}
