using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Steps.XmlVerify;

/// <summary>
/// Verifies the one XML signature of the body (XML Signature 1.1; RSA, elliptic curves, DSA): enveloped, enveloping, or detached within the document. What was signed, and nothing else, takes the
/// place of the body, in the canonical form that was hashed; so whatever was moved or put beside it has no effect. Certificates in the signature are not trusted. A body that
/// is not XML, or has a DTD, fails with IA3706, one without signature with IA3710, with a wrong one with IA3712, with one of a kind that is not accepted (several signatures
/// or references, ids that are there twice, XSLT, XPath, what is outside of the document) with IA3721.
/// </summary>
[Step("xmlVerify", typeof(XmlVerifyStep), Sap = "XML Signature Verifier", Camel = "xmlsecurity-verify")]
[Example("What one partner signed", "- xmlVerify: { signers: partner-cert }")]
[Example("By one of two keys, with SHA-1 from an old program", "- xmlVerify: { signers: [ partner-2026, partner-2027 ], allowWeak: true }")]
public sealed record XmlVerifyOptions : StepOptions
{
    /// <summary>Aliases of the certificates whose signatures are accepted; one of them must have signed.</summary>
    [MinLength(1)]
    public required IReadOnlyList<CredentialReference> Signers { get; init; }

    /// <summary>Of several signatures, the one of the element with this id counts, and that element takes the place of the body. Default: there is only one signature.</summary>
    public Expression? ElementId { get; init; }

    /// <summary>Name of the attribute that is the id of an element. Default: any of <c>Id</c>, <c>ID</c>, <c>id</c>, <c>xml:id</c>.</summary>
    [Advanced]
    public string? IdAttribute { get; init; }

    /// <summary>Whether signatures are accepted whose certificate is out of date. Default false: they fail with IA3703.</summary>
    [Advanced]
    public bool AllowExpired { get; init; }

    /// <summary>Whether SHA-1 and keys below 2,048 bits are accepted. Default false: they fail with IA3705.</summary>
    [Advanced]
    public bool AllowWeak { get; init; }
}
