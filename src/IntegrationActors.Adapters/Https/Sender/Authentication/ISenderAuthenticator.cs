using System.Net;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Https.Sender.Authentication;

/// <summary>One way for a sender client to prove who it is. One instance per node, called concurrently.</summary>
public interface ISenderAuthenticator
{
    /// <summary>Authentication scheme of the header Authorization (RFC 9110, 11.1), such as <c>Basic</c>.</summary>
    string Scheme { get; }

    /// <summary>Value of WWW-Authenticate for a client that must sign in.</summary>
    string Challenge { get; }

    /// <summary>Checks the credentials of a request. Takes the same time for an unknown client as for a wrong secret; a change of the client holds from the next request on.</summary>
    ValueTask<SenderIdentification> IdentifyAsync(SenderCredentials credentials, CancellationToken cancel);
}

/// <summary>What a request brings to prove who sent it.</summary>
/// <param name="Tenant">Tenant of the called address; clients of others are unknown here.</param>
/// <param name="Text">The header Authorization without the scheme.</param>
/// <param name="Address">Where the request came from.</param>
public readonly record struct SenderCredentials(string Tenant, string Text, IPAddress? Address);

/// <summary>Who sent a request.</summary>
/// <param name="Client">The client, or null when the credentials are wrong.</param>
/// <param name="IsThrottled">Too many wrong attempts lately: the credentials were not looked at.</param>
public readonly record struct SenderIdentification(SenderClient? Client, bool IsThrottled = false);
