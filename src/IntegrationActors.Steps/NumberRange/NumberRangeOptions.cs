using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.NumberRange;

/// <summary>
/// Takes the next number of a number range of the tenant into a property, and a header if wanted: each number is given out once in the whole cluster, with leading zeros if the range says so. A number
/// that was taken by a run that fails is left out. Ranges are made with <c>ia create number-range</c>. <c>set</c> takes numbers too (<c>{ numberRange: invoices }</c>).
/// </summary>
[Step("numberRange", typeof(NumberRangeStep), Sap = "Number Range", Camel = "sql: nextval")]
[Example("The number of an interchange", "- numberRange: { range: interchanges, header: SAP_EDI_Interchange_Control_Number }")]
[Example(
    "A number for later steps alone",
    """
    - numberRange: { name: invoice number, range: invoices, property: invoiceNumber }
    - set: { body: "Invoice ${property.invoiceNumber}" }
    """)]
public sealed record NumberRangeOptions : StepOptions
{
    /// <summary>The number range. One that the tenant does not have fails with IA3513, one that is used up with IA3514.</summary>
    [Required]
    [StringLength(Core.Stores.NumberRanges.NumberRange.LongestName, MinimumLength = 1)]
    public required string Range { get; init; }

    /// <summary>Header that gets the number. Default: none.</summary>
    [MinLength(1)]
    public string? Header { get; init; }

    /// <summary>Property that gets the number, as text.</summary>
    [MinLength(1)]
    public string Property { get; init; } = "number";
}
