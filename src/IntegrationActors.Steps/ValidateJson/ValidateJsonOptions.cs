using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateJson;

/// <summary>
/// Checks a JSON body against a JSON schema: draft 4, and what later drafts have in common with it. What the schema refers to are files of the bundle, by
/// relative <c>$ref</c>. Checked are <c>type</c>, <c>enum</c>, <c>format</c>, bounds of
/// numbers, texts, arrays and objects, <c>pattern</c>, <c>uniqueItems</c>, <c>items</c>, <c>additionalItems</c>, <c>required</c>, <c>properties</c>, <c>patternProperties</c>, <c>additionalProperties</c>, <c>allOf</c>,
/// <c>anyOf</c>, <c>oneOf</c>, <c>not</c>, <c>$ref</c>, <c>definitions</c> and <c>$defs</c>. Other keywords of later drafts (<c>const</c>, <c>if</c>, <c>contains</c>, <c>prefixItems</c> …) and keywords that nobody knows are
/// findings, not passed over; names that begin with <c>x-</c> may stand anywhere. An
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

    /// <summary>Name of the property with what is wrong. Default <c>JsonValidationResult</c>.</summary>
    public string Property { get; init; } = "JsonValidationResult";

    private protected override string ResultProperty => Property;
}
