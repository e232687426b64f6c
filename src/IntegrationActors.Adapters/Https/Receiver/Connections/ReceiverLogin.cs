using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>What follows from the credentials of a channel.</summary>
internal sealed class ReceiverLogin(Credential? own, Credential? proxy, ServerTrust? trust, string? authorization, HttpPool pool)
{
    public Credential? Own { get; } = own;

    public Credential? Proxy { get; } = proxy;

    /// <summary>Judges receivers; null: they are not checked.</summary>
    public ServerTrust? Trust { get; } = trust;

    /// <summary>Value of the header Authorization; null: none, or a token.</summary>
    public string? Authorization { get; } = authorization;

    public HttpPool Pool { get; } = pool;
}
