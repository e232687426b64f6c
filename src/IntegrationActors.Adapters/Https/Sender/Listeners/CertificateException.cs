namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>The certificate of the TLS listener can't be used.</summary>
/// <param name="setting">The setting to look at.</param>
/// <param name="message">What is wrong with it, with the file, and what to do.</param>
/// <param name="cause">What the system said.</param>
public sealed class CertificateException(CertificateSetting setting, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The setting to look at.</summary>
    public CertificateSetting Setting { get; } = setting;
}

/// <summary>The settings that make up a certificate.</summary>
public enum CertificateSetting
{
    /// <summary>The file with the certificate.</summary>
    Certificate,

    /// <summary>The file with the key.</summary>
    CertificateKey,

    /// <summary>The password.</summary>
    CertificatePassword,
}
