namespace IntegrationActors.Security.Cms;

/// <summary>Which certificates a signature carries.</summary>
public enum CertificateInclusion
{
    /// <summary>No certificate; the receiver has it.</summary>
    None,

    /// <summary>The certificate of each signer.</summary>
    Signer,

    /// <summary>The certificate of each signer with its chain.</summary>
    Chain,
}
