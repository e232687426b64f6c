using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;
using IntegrationActors.Runtime.Configuration;

namespace IntegrationActors.Runtime.Hosting;

/// <summary>Mutual TLS between nodes: whoever shows a certificate of the cluster's own authority is a node, and nobody else.</summary>
internal static class ClusterCertificates
{
    /// <summary>What the remoting needs; null when TLS is off.</summary>
    /// <exception cref="ConfigException">A file is missing or can't be read.</exception>
    public static DotNettySslSetup? Load(ClusterTlsOptions options)
    {
        if (options.Certificate.Length == 0)
        {
            return null;
        }

        if (options.Authority.Length == 0)
        {
            throw new ConfigException("integration-actors.cluster.tls.authority is missing: name the PEM file with the certificate of the cluster's authority");
        }

        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(options.Certificate, options.Password);
            var authority = new X509Certificate2Collection();
            authority.ImportFromPemFile(options.Authority);
            return new DotNettySslSetup(certificate, false, true, false, (shown, _, _, _, _) => IsNode(shown, authority));
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"the certificates of integration-actors.cluster.tls can't be read: {e.Message}");
        }
    }

    internal static bool IsNode(X509Certificate? shown, X509Certificate2Collection authority)
    {
        if (shown is not X509Certificate2 certificate)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
