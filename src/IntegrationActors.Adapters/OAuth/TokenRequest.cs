using System.Security.Cryptography;
using System.Text.Json;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>What a token is asked for with, as the credentials are now.</summary>
internal sealed class TokenRequest
{
    public required string Tenant { get; init; }

    public required AccessTokenOptions Options { get; init; }

    /// <summary>Id and secret of the client.</summary>
    public required UserCredential Client { get; init; }

    /// <summary>Judges the certificate of the authorization server. Of one request.</summary>
    public required ServerTrust Trust { get; init; }

    /// <summary>Goes through this proxy; null: directly.</summary>
    public required TokenProxy? Proxy { get; init; }

    /// <summary>Longest wait for connection and answer.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The endpoint, for people.</summary>
    public string Shown => Options.Shown;

    /// <summary>
    /// Requests of one key get the same token: tenant, endpoint, client with its secret, and whatever else changes the answer or whom it comes from. A hash with a key of the process, so that nobody gets the secret back.
    /// </summary>
    public string Key(ReadOnlySpan<byte> secret) => Convert.ToHexString(HMACSHA256.HashData(secret, JsonSerializer.SerializeToUtf8Bytes<string?[]>(
    [
        Tenant, Options.Url.AbsoluteUri, Client.User, Client.Password, Options.Scope, Options.ClientAuthentication.ToString(), Trust.Fingerprint, Proxy?.Url, Proxy?.User?.User, Proxy?.User?.Password,
        .. Options.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).SelectMany(parameter => new[] { parameter.Key, parameter.Value }),
    ])));
}

/// <summary>A proxy on the way to an authorization server.</summary>
/// <param name="Url">Its address.</param>
/// <param name="User">Who logs in there; null: nobody.</param>
internal sealed record TokenProxy(string Url, UserCredential? User);
