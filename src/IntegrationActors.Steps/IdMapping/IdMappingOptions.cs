using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Steps.Stores;

namespace IntegrationActors.Steps.IdMapping;

/// <summary>
/// Gives an id of the sender an id of its own for the receiver, and the same one each time it comes again in the same context: so a repetition is recognised by a receiver that knows only ids of
/// its own form. Of two runs that map the same id at once both get the same result. Each use renews the time that the mapping is kept.
/// </summary>
[Step("idMapping", typeof(IdMappingStep), Sap = "ID Mapping", Camel = "sql: upsert")]
[Example(
    "A UUID for each order of the web shop",
    """
    - idMapping: { source: "${header.X-Order}", header: SapMessageIdEx, context: shop-orders }
    """)]
[Example(
    "A mapping that several flows share, to an id of the flow's own making",
    """
    - idMapping:
        context: invoices
        visibility: global
        source: { jsonpath: $.id }
        target: "INV-${exchangeId}"
        property: invoiceId
        expiresAfter: 90d
    """)]
public sealed record IdMappingOptions : StepOptions
{
    /// <summary>The id that is known, 1 to 255 characters. Nothing or a longer one fails with IA3512.</summary>
    public required Expression Source { get; init; }

    /// <summary>Within which ids are mapped, 1 to 60 characters, such as the kind of business object. The same source id may have another target in another context.</summary>
    [Required]
    [StringLength(IdMappingContext.LongestName, MinimumLength = 1)]
    public required string Context { get; init; }

    /// <summary>Who shares the mapping.</summary>
    public StoreVisibility Visibility { get; init; }

    /// <summary>The id that a source gets that has none yet, 1 to 255 characters. Default: a new UUID.</summary>
    public Expression? Target { get; init; }

    /// <summary>Header that gets the target id. Default: none.</summary>
    [MinLength(1)]
    public string? Header { get; init; }

    /// <summary>Property that gets the target id, as text.</summary>
    [MinLength(1)]
    public string Property { get; init; } = "mappedId";

    /// <summary>How long the mapping is kept after its last use.</summary>
    [DefaultText("30d")]
    [Range(typeof(TimeSpan), "1s", "400d")]
    public TimeSpan ExpiresAfter { get; init; } = TimeSpan.FromDays(30);
}
