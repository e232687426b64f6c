using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Formats.JsonToCsv;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Csv;

namespace IntegrationActors.Steps.JsonToCsv;

/// <summary>
/// Turns the objects of a JSON array into rows of CSV (RFC 4180) and sets <c>Content-Type: text/csv</c>. Members are fields: text as it is, numbers, true and
/// false as JSON writes them, null as nothing. Bodies of any size are converted in constant memory. A body that can't be converted fails with IA3406 and
/// IA3412 to IA3416.
/// </summary>
[Step("jsonToCsv", typeof(JsonToCsvStep), Sap = "JSON to XML Converter, XML to CSV Converter", Camel = "unmarshal json, marshal csv")]
[Example("An array of objects becomes rows", "- jsonToCsv")]
[Example("The array stands in { \"orders\": … }, and the fields are chosen", "- jsonToCsv: { path: orders, fields: [id, customer/name, amount] }")]
public sealed record JsonToCsvOptions : CsvWritingOptions, IValidatableObject
{
    /// <summary>Where the array stands: members with slashes between them, <c>orders/order</c>. Default: the array is the document.</summary>
    public string? Path { get; init; }

    /// <summary>Signs and names must be such that a converter can use them.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => OptionMistake.Of(() => CreateConverter());

    internal JsonToCsvConverter CreateConverter() => new(new Formats.JsonToCsv.JsonToCsvOptions { Rows = Rows(), Path = Path });
}
