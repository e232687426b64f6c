using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.XmlSignatures;

namespace IntegrationActors.Steps.XmlSign;

/// <summary>
/// Signs an XML body (XML Signature 1.1) with an RSA key: inside of the document, around it, or behind one element with an id. A body that is not XML, or has a DTD, fails with
/// IA3706; a document without the place for the signature, with IA3721 or IA3722; a missing key with IA3701, one of a wrong kind with IA3702, one out of date with IA3703, a weak one with IA3705.
/// </summary>
[Step("xmlSign", typeof(XmlSignStep), Sap = "XML Digital Signer", Camel = "xmlsecurity-sign")]
[Example("The signature is the last element of the root", "- xmlSign: { signer: edi-key }")]
[Example(
    "The element with the id that a header names, with the certificates of the chain",
    """
    - xmlSign:
        signer: edi-key
        form: detached
        elementId: "${header.X-Order-Id}"
        digest: sha512
        keyInfo: [ chain, issuerSerial ]
    """)]
public sealed record XmlSignOptions : StepOptions, IValidatableObject
{
    /// <summary>Alias of the key pair that signs.</summary>
    public required CredentialReference Signer { get; init; }

    /// <summary>Where the signature stands. Default <c>enveloped</c>.</summary>
    public SignatureForm Form { get; init; }

    /// <summary>For an enveloped signature: local name of the one element whose last child it becomes. Default: the root.</summary>
    public string? Parent { get; init; }

    /// <summary>For a detached signature, and required there: value of the attribute <c>Id</c>, <c>ID</c> or <c>id</c> of the element that is signed.</summary>
    public Expression? ElementId { get; init; }

    /// <summary>Hash of content and signature: <c>sha256</c> (default), <c>sha384</c>, <c>sha512</c>, or <c>sha1</c> with <c>allowWeak</c>.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>How XML is written before it is hashed. Default <c>exclusive</c>.</summary>
    public Canonicalization Canonicalization { get; init; }

    /// <summary>What the signature says of the key. Default <c>certificate</c>.</summary>
    public IReadOnlyList<KeyInfoContent> KeyInfo { get; init; } = [KeyInfoContent.Certificate];

    /// <summary>Whether a key signs whose certificate is out of date. Default false: it fails with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether SHA-1 and keys below 2,048 bits may be used. Default false.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }

    /// <summary>Form and place belong together, and the hash must be available and strong.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var obstacle = Digest > DigestKind.Sha512 ? "XML signatures have no SHA-3 here; use sha512" : Digests.Obstacle(Digest, AllowWeak);
        if (obstacle is not null)
        {
            yield return new ValidationResult(obstacle, [nameof(Digest)]);
        }

        if (Form == SignatureForm.Detached != ElementId is not null)
        {
            yield return new ValidationResult("'elementId' and form: detached belong together", [nameof(ElementId)]);
        }

        if (Parent is not null && Form != SignatureForm.Enveloped)
        {
            yield return new ValidationResult("'parent' is for enveloped signatures only", [nameof(Parent)]);
        }
    }
}
