using Confluent.Kafka;
using IntegrationActors.Adapters.OAuth;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>Gives the library the access tokens of a channel. It asks for one when it connects and again before one ends.</summary>
internal sealed class AccessTokens(KafkaTokenOptions options, ChannelTokens tokens)
{
    private volatile AccessToken? _given;

    /// <summary>Gives the library a token, or the reason why there is none.</summary>
    public void Refresh(IClient library, KafkaHealth health)
    {
        try
        {
            // The library asks on a thread of its own or of the consumer, which may block, and may be gone when nobody waits.
            var token = tokens.FindAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult().Token;
            _given = token;
            library.OAuthBearerSetToken(token.Value, token.Expires.ToUnixTimeMilliseconds(), token.Client, options.Extensions.ToDictionary(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is FaultException or InvalidOperationException or KafkaException)
        {
            var fault = KafkaFaults.OfToken(e, options.Url);
            library.OAuthBearerSetTokenFailure(fault.Message);
            health.Refused(fault);
        }
    }

    /// <summary>The cluster refused the token: the next one is fetched.</summary>
    public void Forget()
    {
        if (_given is { } refused)
        {
            tokens.Forget(refused);
        }
    }
}
