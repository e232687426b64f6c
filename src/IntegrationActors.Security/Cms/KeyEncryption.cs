namespace IntegrationActors.Security.Cms;

/// <summary>How the key of a message is encrypted for an RSA key; for elliptic curves there is one way.</summary>
public enum KeyEncryption
{
    /// <summary>RSAES-OAEP with SHA-256.</summary>
    Oaep,

    /// <summary>PKCS#1 1.5, for receivers that don't know OAEP.</summary>
    Pkcs1,
}
