using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.Tar;

/// <summary>
/// Packs the body into a tar archive and sets <c>Content-Type: application/x-tar</c>. Bodies of any size are packed in constant memory. The way back is
/// <c>untar</c>. A name that can't be that of an entry fails with IA3425.
/// </summary>
[Step("tar", typeof(TarStep), Sap = "Gather (Tar)", Camel = "marshal tarFile")]
[Example("One file, named after the order", "- tar: { entry: \"order-${property.orderId}.xml\" }")]
[Example("The body and all attachments of the message", "- tar: { entry: mail.txt, attachments: true }")]
public sealed record TarOptions : StepOptions
{
    /// <summary>Name of the body in the archive: a relative path with slashes. Default: the header <c>CamelFileName</c>, or <c>body</c> when there is none.</summary>
    public Expression? Entry { get; init; }

    /// <summary>Whether attachments of the message are packed too, under their names; the message then has none any more. Default false.</summary>
    public bool Attachments { get; init; }
}
