using IntegrationActors.Core.Expressions;

namespace IntegrationActors.Steps.Splitting;

/// <summary>How the two parts of signed data are called, and in which form they are.</summary>
public sealed record Pkcs7SplitOptions
{
    /// <summary>Name of the content, for the header <c>CamelFileName</c>. Default: the header <c>CamelFileName</c> of the message, or else <c>payload</c>.</summary>
    public Expression? PayloadName { get; init; }

    /// <summary>Name of the signature, for the header <c>CamelFileName</c>. Default: the name of the content with <c>.sig</c> behind it.</summary>
    public Expression? SignatureName { get; init; }

    /// <summary>Whether the signature is the first part. Default false: the content is.</summary>
    public bool SignatureFirst { get; init; }

    /// <summary>Whether the content is written as base64. Default false.</summary>
    public bool Base64Payload { get; init; }

    /// <summary>Whether the signature is written as base64. Default false.</summary>
    public bool Base64Signature { get; init; }
}
