using IntegrationActors.Security.Content;

namespace IntegrationActors.Security.Pgp;

/// <summary>What is accepted when a message is decrypted.</summary>
public sealed record PgpDecryption
{
    /// <summary>What is expected of signatures.</summary>
    public SignatureExpectation Signatures { get; init; } = SignatureExpectation.Optional;

    /// <summary>Parts of user ids of those whose signature is accepted; empty accepts everyone whose key is there.</summary>
    public IReadOnlyList<string> Signers { get; init; } = [];

    /// <summary>Whether messages without integrity packet are accepted.</summary>
    public bool AllowWithoutIntegrity { get; init; }

    /// <summary>Whether weak ciphers, hashes and keys are accepted.</summary>
    public bool AllowWeak { get; init; }

    /// <summary>How large the content may be.</summary>
    public required ContentLimits Limits { get; init; }
}
