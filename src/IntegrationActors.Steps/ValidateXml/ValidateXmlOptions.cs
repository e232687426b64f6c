using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Validation;

namespace IntegrationActors.Steps.ValidateXml;

/// <summary>
/// Checks an XML body against a schema in XML Schema 1.0, in constant memory. XML Schema 1.1 (assertions, alternatives) is not available: .NET has no library for it, and a schema that needs it is a finding. What the schema includes or imports are files of the bundle, by relative
/// <c>schemaLocation</c>; what the body itself says about schemas is not followed. An invalid body fails with IA3440, which says line and column of each place.
/// </summary>
[Step("validateXml", typeof(ValidateXmlStep), Sap = "XML Validator", Camel = "to validator:")]
[Shorthand(nameof(Schema))]
[Example("The message fails when it is invalid", "- validateXml: schemas/order.xsd")]
[Example(
    "The flow decides what happens to an invalid message",
    """
    - validateXml: { schema: schemas/order.xsd, preventException: true }
    - router:
        - when: "${property.SAP_XmlValidationResult} != ''"
          steps: [ fail: "Not an order: ${property.SAP_XmlValidationResult}" ]
        - otherwise: [ log: "Valid" ]
    """)]
[Example(
    "A header says which of the flow's schemas; what is wrong is attached to the log",
    """
    - validateXml:
        schema: schemas/order.xsd
        choose: "${header.X-Schema}"
        alternatives: [schemas/order-2.xsd]
        attachResult: true
    """)]
public sealed record ValidateXmlOptions : ValidationOptions
{
    /// <summary>The schema: a file of the bundle. Mistakes in it are findings with file, line and column; occurrences stay below 5000, or are unbounded.</summary>
    public required ResourceReference Schema { get; init; }

    /// <summary>Name of the property with what is wrong. Default <c>SAP_XmlValidationResult</c>.</summary>
    public string Property { get; init; } = "SAP_XmlValidationResult";

    private protected override string ResultProperty => Property;
}
