using System.Security.Cryptography;

namespace IntegrationActors.Adapters.Https;

/// <summary>What the host of the HTTPS adapter decides for a node.</summary>
public sealed record HttpsAdapterSettings
{
    /// <summary>Tenant by host name: on such a host, <c>/http/&lt;address&gt;</c> reaches the channels of the tenant, and no others can be reached there. Case and port do not matter.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Key of the CSRF tokens. By default each process makes its own; nodes that share senders need the same.</summary>
    public ReadOnlyMemory<byte> CsrfKey { get; init; } = RandomNumberGenerator.GetBytes(32);
}
