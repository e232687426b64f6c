using System.ComponentModel.DataAnnotations;
using System.Text;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.CsvToXml;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Csv;

namespace IntegrationActors.Steps.CsvToXml;

/// <summary>
/// Turns a CSV body (RFC 4180 or another dialect) into XML in UTF-8 and sets <c>Content-Type: application/xml</c>. Each row becomes an element, each field an
/// element in it; what a name of an element can't hold becomes <c>_</c>. Bodies of any size are converted in constant memory; empty lines are passed over. A
/// body that can't be converted fails with IA3401 to IA3407, which say row, line and field.
/// </summary>
[Step("csvToXml", typeof(CsvToXmlStep), Sap = "CSV to XML Converter", Camel = "unmarshal csv, marshal jacksonxml")]
[Example("Rows with a header become /orders/order", "- csvToXml: { path: orders/order }")]
[Example(
    "A file from Excel without header: its fields get names",
    """
    - csvToXml:
        path: orders/order
        separator: ";"
        header: none
        fields: [id, customer, amount]
        encoding: windows-1252
    """)]
[Example("Of several kinds of rows only those that begin with 'I'", "- csvToXml: { path: items/item, header: none, recordMarker: I, dropMarker: true, raggedRows: fill }")]
public sealed record CsvToXmlOptions : CsvReadingOptions, IValidatableObject
{
    /// <summary>The elements around a record and the record itself, with slashes between them. Default <c>rows/row</c>.</summary>
    public string Path { get; init; } = "rows/row";

    /// <summary>Namespace of all elements, <c>urn:example:orders</c>. Default: none.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether fields without text have no element at all. Default false: they have an empty one.</summary>
    public bool DropEmpty { get; init; }

    /// <summary>Signs and names must be such that a converter can use them.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OptionMistake.Of(() => CreateConverter(null));

    internal CsvToXmlConverter CreateConverter(Encoding? declared)
    {
        var table = Table();
        return new(new Formats.CsvToXml.CsvToXmlOptions
        {
            Table = declared is null ? table : table with { Dialect = table.Dialect with { Encoding = declared } },
            Path = Path,
            Namespace = Namespace,
            DropEmpty = DropEmpty,
        });
    }
}
