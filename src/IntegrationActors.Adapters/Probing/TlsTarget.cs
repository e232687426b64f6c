using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Probing;

/// <summary>Where a handshake goes.</summary>
/// <param name="Host">The host; its certificate has to be for this name.</param>
/// <param name="Port">The port.</param>
/// <param name="Trust">Judges the certificate; null: the channel does not check it.</param>
/// <param name="Certificate">What the channel shows; null: nothing.</param>
/// <param name="Timeout">Longest wait for connection and handshake.</param>
public sealed record TlsTarget(string Host, int Port, ServerTrust? Trust, KeyPairCredential? Certificate, TimeSpan Timeout);
