using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tls;

/// <summary>
/// Decides whether a server is the one that a channel means, by its certificate: the name on it, its dates, and who issued it. That is one of the certificates that the channel trusts, or, when it names
/// none, a root that the machine trusts. Made for one connection, or for several to the same server.
/// </summary>
public sealed class ServerTrust
{
    private const X509ChainStatusFlags OfNoRoot = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private readonly X509Certificate2[] _trusted;

    private ServerTrust(X509Certificate2[] trusted) => _trusted = trusted;

    /// <summary>Why a certificate was refused last, as a sentence for people; null when none was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Tells what is trusted apart: SHA-256 of the trusted certificates. Null: the roots of the machine.</summary>
    public string? Fingerprint => _trusted.Length == 0 ? null : string.Join(' ', _trusted.Select(certificate => certificate.GetCertHashString(HashAlgorithmName.SHA256)));

    /// <summary>The trusted certificates for libraries that judge by themselves: PEM texts, one after the other (RFC 7468). Null: the roots of the machine.</summary>
    public string? Pem => _trusted.Length == 0 ? null : string.Join('\n', _trusted.Select(certificate => certificate.ExportCertificatePem()));

    /// <summary>Reads the certificates as they are now.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3820: one is missing or no certificate.</exception>
    public static async ValueTask<ServerTrust> FindAsync(IReadOnlyList<CredentialReference> trustedCertificates, ICredentialSource credentials, CancellationToken cancel)
    {
        var trusted = new X509Certificate2[trustedCertificates.Count];
        for (var i = 0; i < trusted.Length; i++)
        {
            var reference = trustedCertificates[i];
            trusted[i] = await credentials.FindAsync(reference.Name, cancel) switch
            {
                null => throw TlsFaults.Missing(reference),
                CertificateCredential certificate => certificate.Certificate,
                KeyPairCredential pair => pair.Certificate,
                _ => throw TlsFaults.Kind(reference, "certificate"),
            };
        }

        return new ServerTrust(trusted);
    }

    /// <summary>A <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Refusal = RefusalOf(certificate, chain, errors);
        return Refusal is null;
    }

    /// <summary>Why a certificate is refused, as a sentence for people; null when it is accepted. For many servers at once.</summary>
    public string? RefusalOf(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not X509Certificate2 shown ? "The server showed no certificate."
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? $"The certificate of the server is for another name: {Describe(shown)}."
            : _trusted.Length > 0 ? Judge(shown, chain)
            : errors == SslPolicyErrors.None ? null
            : Judge(shown, chain) ?? $"The certificate of the server is not valid: {Describe(shown)} ({errors}).";

    private string? Judge(X509Certificate2 shown, X509Chain? sent)
    {
        using var chain = new X509Chain();
        Prepare(chain.ChainPolicy, sent);
        var isValid = chain.Build(shown);
        var problems = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status) & (_trusted.Length == 0 ? ~X509ChainStatusFlags.NoError : ~OfNoRoot);
        return problems.HasFlag(X509ChainStatusFlags.NotTimeValid) ? $"A certificate of the server is out of date: {Describe(OutOfDate(chain) ?? shown)}."
            : problems != X509ChainStatusFlags.NoError || !isValid || (_trusted.Length > 0 && !IsAnchored(chain)) ? $"The certificate of the server is of nobody that is trusted: {Describe(shown)}{Detail(problems)}."
            : null;
    }

    private void Prepare(X509ChainPolicy policy, X509Chain? sent)
    {
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1", "serverAuth"));
        if (sent is not null)
        {
            policy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        }

        if (_trusted.Length > 0)
        {
            // A certificate in the middle of a chain, or the one of the server itself, may be trusted as well as a root: IsAnchored looks for it.
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_trusted);
            policy.ExtraStore.AddRange(_trusted);
            policy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
            policy.DisableCertificateDownloads = true;
        }
    }

    private bool IsAnchored(X509Chain chain) => chain.ChainElements.Any(element => _trusted.Any(trusted => trusted.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));

    private static X509Certificate2? OutOfDate(X509Chain chain) =>
        chain.ChainElements.FirstOrDefault(element => element.ChainElementStatus.Any(status => status.Status == X509ChainStatusFlags.NotTimeValid))?.Certificate;

    private static string Detail(X509ChainStatusFlags problems) => (problems & ~OfNoRoot) is X509ChainStatusFlags.NoError ? "" : $" ({problems & ~OfNoRoot})";

    private static string Describe(X509Certificate2 certificate) =>
        $"'{certificate.Subject}', issued by '{certificate.Issuer}', valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}";
}
