using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Adapters.Tls;

/// <summary>What can be wrong with the certificates of a channel.</summary>
internal static class TlsFaults
{
    private const string NoCredential = "IA3820";

    public static FaultException Missing(CredentialReference reference) => new(NoCredential, $"There is no credential '{reference.Name}'.", "Deploy it, or correct the channel.");

    public static FaultException Kind(CredentialReference reference, string wanted) => new(
        NoCredential, $"Credential '{reference.Name}' is no {wanted}.", $"Deploy a {wanted} under this name, or name another one in the channel.");
}
