using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.XmlSignatures;
using IntegrationActors.Steps.XmlSignatures;

namespace IntegrationActors.Steps.XmlSign;

/// <summary>
/// Signs an XML body (XML Signature 1.1) with a key of RSA, an elliptic curve or DSA: inside of the document, around it, or behind one element with an id. A body that is not XML, or has a DTD, fails with
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
[Example("As the last child of the element that an XPath finds", "- xmlSign: { signer: edi-key, parentPath: /order/security, canonicalization: inclusive11 }")]
public sealed record XmlSignOptions : StepOptions, IValidatableObject
{
    /// <summary>Alias of the key pair that signs.</summary>
    public required CredentialReference Signer { get; init; }

    /// <summary>Where the signature stands. Default <c>enveloped</c>.</summary>
    public SignatureForm Form { get; init; }

    /// <summary>For an enveloped signature: local name of the one element whose last child it becomes. Default: the root.</summary>
    public string? Parent { get; init; }

    /// <summary>The same as an XPath, with prefixes of <c>namespaces</c>; one that does not find exactly one element of the body fails with IA3722. Stands instead of <c>parent</c>.</summary>
    [Language("xpath")]
    public Expression? ParentPath { get; init; }

    /// <summary>For a detached signature, and required there: id of the element that is signed. Several elements are signed by several steps.</summary>
    public Expression? ElementId { get; init; }

    /// <summary>Name of the attribute that is the id of an element. Default: any of <c>Id</c>, <c>ID</c>, <c>id</c>, <c>xml:id</c>.</summary>
    [Advanced]
    public string? IdAttribute { get; init; }

    /// <summary>
    /// Hash of content and signature: <c>sha256</c> (default), <c>sha384</c>, <c>sha512</c>, or <c>sha1</c> with <c>allowWeak</c>. DSA signs XML with <c>sha256</c> or <c>sha1</c> only; others fail with IA3702.
    /// </summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>
    /// How XML is written before it is hashed. Default <c>exclusive</c>. C14N 1.1 is not there for places inside of elements with <c>xml:base</c>, the root included: they fail with IA3722.
    /// </summary>
    public Canonicalization Canonicalization { get; init; }

    /// <summary>What the signature says of the key. Default <c>certificate</c>.</summary>
    public IReadOnlyList<KeyInfoContent> KeyInfo { get; init; } = [KeyInfoContent.Certificate];

    /// <summary>Properties of the signature that are signed too (XAdES-BES; with a policy XAdES-EPES): the time, and the certificate of the signer. <c>xades: {}</c> is enough. Default: none.</summary>
    public XadesOptions? Xades { get; init; }

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

        if ((Parent is not null || ParentPath is not null) && (Form != SignatureForm.Enveloped || (Parent is not null && ParentPath is not null)))
        {
            yield return new ValidationResult("'parent' and 'parentPath' are for enveloped signatures only, and stand for each other", [Parent is null ? nameof(ParentPath) : nameof(Parent)]);
        }
    }
}
