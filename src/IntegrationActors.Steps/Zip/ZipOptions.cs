using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Zip;

/// <summary>
/// Packs the body into a zip archive and sets <c>Content-Type: application/zip</c>. Bodies of any size are packed in constant memory. The way back is
/// <c>unzip</c>. A name that can't be that of an entry fails with IA3425.
/// </summary>
[Step("zip", typeof(ZipStep), Sap = "Zip Encoder, Gather (Zip)", Camel = "marshal zipFile")]
[Example("One file, named after the order", "- zip: { entry: \"order-${property.orderId}.xml\" }")]
[Example("The body and all attachments of the message", "- zip: { entry: mail.txt, attachments: true }")]
public sealed record ZipOptions : StepOptions
{
    /// <summary>Name of the body in the archive: a relative path with slashes. Default: the header <c>CamelFileName</c>, or <c>body</c> when there is none.</summary>
    public Expression? Entry { get; init; }

    /// <summary>Whether attachments of the message are packed too, under their names; the message then has none any more. Default false.</summary>
    public bool Attachments { get; init; }

    /// <summary>How hard to pack: <c>normal</c>, <c>fast</c> or <c>small</c>. Default <c>normal</c>.</summary>
    [Advanced]
    public PackingLevel Level { get; init; } = PackingLevel.Normal;
}
