namespace IntegrationActors.Storage.Credentials;

/// <summary>What a credential is. The numbers are stored.</summary>
public enum CredentialKind
{
    /// <summary>User name and password.</summary>
    User = 1,

    /// <summary>Certificate with private key.</summary>
    KeyPair = 2,

    /// <summary>Certificate of a partner.</summary>
    Certificate = 3,

    /// <summary>OpenPGP keys, public or secret.</summary>
    PgpKeys = 4,
}
