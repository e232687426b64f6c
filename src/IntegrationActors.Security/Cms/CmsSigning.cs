using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Cms;

/// <summary>How a content is signed.</summary>
public sealed record CmsSigning
{
    /// <summary>Hash of content and attributes.</summary>
    public DigestKind Digest { get; init; } = DigestKind.Sha256;

    /// <summary>Padding of RSA signatures.</summary>
    public RsaPadding Padding { get; init; }

    /// <summary>Whether the content is apart from the signature.</summary>
    public bool Detached { get; init; }

    /// <summary>Whether the message is base64.</summary>
    public bool Base64 { get; init; }

    /// <summary>Which certificates travel along.</summary>
    public CertificateInclusion Certificates { get; init; } = CertificateInclusion.Signer;

    /// <summary>Whether the time is signed too.</summary>
    public bool SigningTime { get; init; } = true;
}
