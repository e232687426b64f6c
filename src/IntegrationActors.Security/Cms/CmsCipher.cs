using System.Runtime.Serialization;

namespace IntegrationActors.Security.Cms;

/// <summary>Ciphers of PKCS#7/CMS content.</summary>
public enum CmsCipher
{
    /// <summary>AES with 128 bits in GCM: shows whether the message was changed.</summary>
    [EnumMember(Value = "aes128-gcm")]
    Aes128Gcm,

    /// <summary>AES with 192 bits in GCM: shows whether the message was changed.</summary>
    [EnumMember(Value = "aes192-gcm")]
    Aes192Gcm,

    /// <summary>AES with 256 bits in GCM: shows whether the message was changed.</summary>
    [EnumMember(Value = "aes256-gcm")]
    Aes256Gcm,

    /// <summary>AES with 128 bits in CBC, for receivers that don't know GCM.</summary>
    [EnumMember(Value = "aes128-cbc")]
    Aes128Cbc,

    /// <summary>AES with 192 bits in CBC, for receivers that don't know GCM.</summary>
    [EnumMember(Value = "aes192-cbc")]
    Aes192Cbc,

    /// <summary>AES with 256 bits in CBC, for receivers that don't know GCM.</summary>
    [EnumMember(Value = "aes256-cbc")]
    Aes256Cbc,

    /// <summary>Triple DES; blocks of 64 bits, needs allowWeak.</summary>
    [EnumMember(Value = "3des-cbc")]
    TripleDesCbc,
}
