using System.Runtime.Serialization;

namespace IntegrationActors.Security.Content;

/// <summary>Hash of a signature.</summary>
public enum DigestKind
{
    /// <summary>SHA-1; broken, needs allowWeak.</summary>
    Sha1,

    /// <summary>SHA-224.</summary>
    Sha224,

    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>SHA-384.</summary>
    Sha384,

    /// <summary>SHA-512.</summary>
    Sha512,

    /// <summary>SHA3-256.</summary>
    [EnumMember(Value = "sha3-256")]
    Sha3x256,

    /// <summary>SHA3-384.</summary>
    [EnumMember(Value = "sha3-384")]
    Sha3x384,

    /// <summary>SHA3-512.</summary>
    [EnumMember(Value = "sha3-512")]
    Sha3x512,
}
