namespace IntegrationActors.Adapters.Https.Sender.Listeners;

/// <summary>Where the certificate of the TLS listener lies.</summary>
/// <param name="Certificate">PKCS #12 file, or PEM file with the certificate followed by those that lead to its root.</param>
/// <param name="Key">PEM file with the private key; empty when it stands in <paramref name="Certificate"/>.</param>
/// <param name="Password">Password of the PKCS #12 file or of the key; empty for none.</param>
public sealed record ServerCertificateFiles(string Certificate, string Key, string Password)
{
    /// <summary>Shows no password.</summary>
    public override string ToString() => Key.Length == 0 ? Certificate : $"{Certificate}, {Key}";
}
