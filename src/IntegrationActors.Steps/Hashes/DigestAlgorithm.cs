using System.Runtime.Serialization;

namespace IntegrationActors.Steps.Hashes;

/// <summary>Hash algorithms.</summary>
public enum DigestAlgorithm
{
    /// <summary>SHA-512 (FIPS 180-4).</summary>
    [EnumMember(Value = "SHA-512")]
    Sha512,

    /// <summary>SHA-384 (FIPS 180-4).</summary>
    [EnumMember(Value = "SHA-384")]
    Sha384,

    /// <summary>SHA-256 (FIPS 180-4).</summary>
    [EnumMember(Value = "SHA-256")]
    Sha256,

    /// <summary>SHA-1: no protection against forgery any more.</summary>
    [EnumMember(Value = "SHA-1")]
    Sha1,

    /// <summary>MD5 (RFC 1321): no protection against forgery any more.</summary>
    [EnumMember(Value = "MD5")]
    Md5,
}
