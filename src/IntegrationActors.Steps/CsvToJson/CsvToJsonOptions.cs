using System.ComponentModel.DataAnnotations;
using System.Text;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.CsvToJson;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Csv;

namespace IntegrationActors.Steps.CsvToJson;

/// <summary>
/// Turns a CSV body (RFC 4180 or another dialect) into a JSON array of objects in UTF-8 and sets <c>Content-Type: application/json</c>. Bodies of any size are
/// converted in constant memory; empty lines are passed over. A body that can't be converted fails with IA3401 to IA3408, which say row, line and field.
/// </summary>
[Step("csvToJson", typeof(CsvToJsonStep), Sap = "CSV to XML Converter, XML to JSON Converter", Camel = "unmarshal csv, marshal json")]
[Example("Rows with a header become an array of objects", "- csvToJson")]
[Example("Amounts are numbers, and the array stands in { \"orders\": … }", "- csvToJson: { path: orders, numbers: [amount], booleans: [paid] }")]
public sealed record CsvToJsonOptions : CsvReadingOptions, IValidatableObject
{
    /// <summary>Objects around the array: <c>orders/order</c> gives <c>{"orders":{"order":[…]}}</c>. Default: the array is the document.</summary>
    public string? Path { get; init; }

    /// <summary>Fields whose values are numbers; an empty one becomes null, and what is no number fails with IA3408. Default: none.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Fields whose values are <c>true</c> or <c>false</c>; an empty one becomes null, anything else fails with IA3408. Default: none.</summary>
    public IReadOnlyList<string> Booleans { get; init; } = [];

    /// <summary>Whether fields without text are left out. Default false: they are empty strings, or null.</summary>
    public bool DropEmpty { get; init; }

    /// <summary>Signs and names must be such that a converter can use them.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OptionMistake.Of(() => CreateConverter(null));

    internal CsvToJsonConverter CreateConverter(Encoding? declared)
    {
        var table = Table();
        return new(new Formats.CsvToJson.CsvToJsonOptions
        {
            Table = declared is null ? table : table with { Dialect = table.Dialect with { Encoding = declared } },
            Path = Path,
            Numbers = Numbers,
            Booleans = Booleans,
            DropEmpty = DropEmpty,
        });
    }
}
