using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateJson;

/// <summary>
/// Checks a JSON body against a JSON schema: draft 4, and what later drafts have in common with it. What the schema refers to are files of the bundle, by
/// relative <c>$ref</c>. Keywords that are not supported (<c>const</c>, <c>if</c>, <c>contains</c>, <c>prefixItems</c> and others) are findings, not passed over. An
/// invalid body fails with IA3441, which says path, line and column of each place.
/// </summary>
[Step("validateJson", typeof(ValidateJsonStep), Sap = "-", Camel = "to json-validator:")]
[Shorthand(nameof(Schema))]
[Example("The message fails when it is invalid", "- validateJson: schemas/order.json")]
[Example("The flow goes on and notes what is wrong", "- validateJson: { schema: schemas/order.json, preventException: true, property: wrong }\n- log: \"Invalid: ${property.wrong}\"")]
public sealed record ValidateJsonOptions : ValidationOptions
{
    /// <summary>The schema: a file of the bundle. Mistakes in it are findings.</summary>
    public required ResourceReference Schema { get; init; }

    /// <summary>Name of the property with <c>preventException</c>. Default <c>JsonValidationResult</c>.</summary>
    public string Property { get; init; } = "JsonValidationResult";
}
