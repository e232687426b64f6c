namespace IntegrationActors.Security.XmlSignatures;

/// <summary>What a signature says of the key; receivers should not trust it.</summary>
public enum KeyInfoContent
{
    /// <summary>The certificate of the signer.</summary>
    Certificate,

    /// <summary>The certificate with its chain.</summary>
    Chain,

    /// <summary>Issuer and serial number of the certificate.</summary>
    IssuerSerial,

    /// <summary>Subject of the certificate.</summary>
    SubjectName,

    /// <summary>The public key.</summary>
    KeyValue,
}
