namespace IntegrationActors.Security.Content;

/// <summary>Padding of RSA signatures; keys of other kinds have none.</summary>
public enum RsaPadding
{
    /// <summary>PKCS#1 1.5.</summary>
    Pkcs1,

    /// <summary>Probabilistic (RSASSA-PSS).</summary>
    Pss,
}
