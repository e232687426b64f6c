using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.XmlSignatures;

namespace IntegrationActors.Steps.XmlSignatures;

/// <summary>What a signature says of itself and signs too (XAdES, ETSI TS 101 903): its time and the certificate of its signer always.</summary>
public sealed record XadesOptions
{
    /// <summary>The policy under which it was made. Default: none.</summary>
    public XadesPolicyOptions? Policy { get; init; }

    internal XadesProperties Properties => new(Policy is { } policy ? (policy.Id, policy.Hash, policy.Digest) : null);
}

/// <summary>A policy of signatures.</summary>
public sealed record XadesPolicyOptions : IValidatableObject
{
    /// <summary>Its name: an address, or <c>urn:oid:</c> with an object identifier.</summary>
    [MinLength(1)]
    public required string Id { get; init; }

    /// <summary>Hash of the document that describes it, in base64.</summary>
    public required string Hash { get; init; }

    /// <summary>The hash function: <c>sha256</c> (default), <c>sha384</c>, <c>sha512</c> or <c>sha1</c>.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>The hash must be one.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Base64.IsValid(Hash))
        {
            yield return new ValidationResult("the hash of a policy is base64", [nameof(Hash)]);
        }

        if (Digest is DigestKind.Sha224 or > DigestKind.Sha512)
        {
            yield return new ValidationResult("the hash of a policy is sha256, sha384, sha512 or sha1", [nameof(Digest)]);
        }
    }
}
