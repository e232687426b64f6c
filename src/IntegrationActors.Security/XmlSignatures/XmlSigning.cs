using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>How a document is signed.</summary>
public sealed record XmlSigning
{
    /// <summary>Where the signature stands.</summary>
    public SignatureForm Form { get; init; }

    /// <summary>Hash of content and signature.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>How it is written before it is hashed.</summary>
    public Canonicalization Canonicalization { get; init; }

    /// <summary>What it says of the key.</summary>
    public IReadOnlyList<KeyInfoContent> KeyInfo { get; init; } = [KeyInfoContent.Certificate];

    /// <summary>Name of the element that takes an enveloped signature; null is the root.</summary>
    public string? Parent { get; init; }

    /// <summary>What is signed along with the content; null: nothing.</summary>
    public XadesProperties? Xades { get; init; }

    /// <summary>Name of the attribute that is the id of an element; null: those that are usual.</summary>
    public string? IdAttribute { get; init; }
}
