using System.Runtime.Serialization;

namespace IntegrationActors.Security.Pgp;

/// <summary>Symmetric ciphers of OpenPGP.</summary>
public enum PgpCipher
{
    /// <summary>AES with a key of 128 bits.</summary>
    Aes128,

    /// <summary>AES with a key of 192 bits.</summary>
    Aes192,

    /// <summary>AES with a key of 256 bits.</summary>
    Aes256,

    /// <summary>Twofish with a key of 256 bits.</summary>
    Twofish,

    /// <summary>Camellia with a key of 128 bits.</summary>
    Camellia128,

    /// <summary>Camellia with a key of 192 bits.</summary>
    Camellia192,

    /// <summary>Camellia with a key of 256 bits.</summary>
    Camellia256,

    /// <summary>Blowfish; blocks of 64 bits, needs allowWeak.</summary>
    Blowfish,

    /// <summary>CAST5; blocks of 64 bits, needs allowWeak.</summary>
    Cast5,

    /// <summary>Triple DES; blocks of 64 bits, needs allowWeak.</summary>
    [EnumMember(Value = "3des")]
    TripleDes,
}
