using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Tls;

/// <summary>Finds the certificate that a channel shows to its server.</summary>
public static class ClientCertificate
{
    /// <summary>The key pair as it is now; null when the channel shows none.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3820: it is missing or no key pair.</exception>
    public static async ValueTask<KeyPairCredential?> FindAsync(CredentialReference? reference, ICredentialSource credentials, CancellationToken cancel) => reference is null
        ? null
        : await credentials.FindAsync(reference.Name, cancel) switch
        {
            null => throw TlsFaults.Missing(reference),
            KeyPairCredential pair => pair,
            _ => throw TlsFaults.Kind(reference, "key pair"),
        };
}
