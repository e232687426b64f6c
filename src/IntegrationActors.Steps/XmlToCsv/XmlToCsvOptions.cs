using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.XmlToCsv;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Csv;

namespace IntegrationActors.Steps.XmlToCsv;

/// <summary>
/// Turns elements of an XML body into rows of CSV (RFC 4180) and sets <c>Content-Type: text/csv</c>. Each child element with text only is a field; namespaces
/// don't matter. Bodies of any size are converted in constant memory. A value may hold line breaks: it then stands in quotes. A body that can't be converted
/// fails with IA3406 and IA3411 to IA3415.
/// </summary>
[Step("xmlToCsv", typeof(XmlToCsvStep), Sap = "XML to CSV Converter", Camel = "unmarshal jacksonxml, marshal csv")]
[Example("Each order becomes a row", "- xmlToCsv: { path: orders/order }")]
[Example(
    "Chosen fields, one of them from the element above and one an attribute, for Excel",
    """
    - xmlToCsv:
        path: order/items/item
        fields: [../../number, "@line", article, price/amount]
        titles: [Order, Line, Article, Price]
        separator: ";"
        byteOrderMark: true
    """)]
public sealed record XmlToCsvOptions : CsvWritingOptions, IValidatableObject
{
    /// <summary>The elements that become rows: names without prefixes from the root down, with slashes between them. Default <c>rows/row</c>.</summary>
    public string Path { get; init; } = "rows/row";

    /// <summary>Whether simple elements that stand before the records, beside the elements around them, become fields too: <c>../customer</c>. Only without <c>fields</c>. Default false.</summary>
    public bool IncludeParent { get; init; }

    /// <summary>Whether attributes become fields too: <c>@id</c>, <c>price/@currency</c>. Only without <c>fields</c>. Default false.</summary>
    public bool IncludeAttributes { get; init; }

    /// <summary>Signs and names must be such that a converter can use them.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Fields.Count > 0 && (IncludeParent || IncludeAttributes))
        {
            return [new ValidationResult("fields lists all that is wanted: leave includeParent and includeAttributes out", [IncludeParent ? nameof(IncludeParent) : nameof(IncludeAttributes)])];
        }

        return OptionMistake.Of(() => CreateConverter());
    }

    internal XmlToCsvConverter CreateConverter() => new(new Formats.XmlToCsv.XmlToCsvOptions
    {
        Rows = Rows(),
        Path = Path,
        IncludeParent = IncludeParent,
        IncludeAttributes = IncludeAttributes,
    });
}
