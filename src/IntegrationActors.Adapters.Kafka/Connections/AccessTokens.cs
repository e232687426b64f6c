using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using IntegrationActors.Adapters.Tls;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>
/// Fetches access tokens with the client credentials grant (RFC 6749, 4.4). The library asks for one when it connects and again before one ends, on a thread of its own or of the consumer, which may block.
/// </summary>
internal sealed class AccessTokens(KafkaTokenOptions options, UserCredential client, ServerTrust? trust, TimeSpan timeout, TimeProvider time)
{
    private const int LongestAnswer = 64 * 1024;
    private const int DefaultLifetime = 3600;

    /// <summary>Gives the library a fresh token, or the reason why there is none.</summary>
    public void Refresh(IClient library, KafkaHealth health)
    {
        try
        {
            var (token, lifetime) = Fetch();
            library.OAuthBearerSetToken(token, time.GetUtcNow().AddSeconds(lifetime).ToUnixTimeMilliseconds(), client.User, options.Extensions.ToDictionary(StringComparer.Ordinal));
        }
        catch (Exception e) when (e is FaultException or HttpRequestException or OperationCanceledException or IOException or JsonException or InvalidOperationException or KafkaException)
        {
            var fault = e is FaultException known ? known.Fault : KafkaFaults.Token(options.Url.ToString(), trust?.Refusal ?? e.Message).Fault;
            library.OAuthBearerSetTokenFailure(fault.Message);
            health.Refused(fault);
        }
    }

    private (string Token, int Lifetime) Fetch()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout };
        if (trust is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = trust.Accepts;
        }

        using var http = new HttpClient(handler) { Timeout = timeout, MaxResponseContentBufferSize = LongestAnswer };
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new FormUrlEncodedContent(Form()) };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(client.User)}:{Uri.EscapeDataString(client.Password)}")));
        using var response = http.Send(request);
        using var answer = new StreamReader(response.Content.ReadAsStream());
        return response.IsSuccessStatusCode
            ? Read(answer.ReadToEnd())
            : throw KafkaFaults.Token(options.Url.ToString(), $"it answered {(int)response.StatusCode} {response.ReasonPhrase}.");
    }

    private Dictionary<string, string> Form()
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials" };
        if (options.Scope is not null)
        {
            form["scope"] = options.Scope;
        }

        return form;
    }

    // RFC 6749, 5.1.
    private (string Token, int Lifetime) Read(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("access_token", out var token) && token.GetString() is { Length: > 0 } text
            ? (text, json.RootElement.TryGetProperty("expires_in", out var lifetime) && lifetime.TryGetInt32(out var seconds) && seconds > 0 ? seconds : DefaultLifetime)
            : throw KafkaFaults.Token(options.Url.ToString(), "its answer has no 'access_token'.");
    }
}
