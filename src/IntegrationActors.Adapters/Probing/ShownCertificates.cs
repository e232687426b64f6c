using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace IntegrationActors.Adapters.Probing;

/// <summary>Says for people which certificates a server showed.</summary>
public static class ShownCertificates
{
    /// <summary>What is said of a server that showed none.</summary>
    public const string None = "it showed no certificate";

    /// <summary>Subjects and ends of the certificates, from the server up to the root or as far as they are known.</summary>
    public static string Describe(X509Certificate? certificate, X509Chain? chain)
    {
        X509Certificate2[] certificates = chain is { ChainElements.Count: > 0 } ? [.. chain.ChainElements.Select(element => element.Certificate)] : certificate is X509Certificate2 alone ? [alone] : [];
        if (certificates.Length == 0)
        {
            return None;
        }

        var names = certificates.Select(each => $"'{each.Subject}' until {each.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        var last = certificates[^1];
        var issuer = last.Subject == last.Issuer ? "" : $", issued by '{last.Issuer}', which it did not show";
        return $"it showed {string.Join(", issued by ", names)}{issuer}";
    }
}
