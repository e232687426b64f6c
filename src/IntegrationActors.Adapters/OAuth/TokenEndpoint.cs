using System.Net;
using System.Net.Http.Headers;
using System.Text;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.OAuth;

/// <summary>Asks an authorization server for a token (RFC 6749, 4.4). Rarely enough to make a connection for each.</summary>
internal static class TokenEndpoint
{
    private const int LongestAnswer = 64 * 1024;

    /// <summary>Asks once.</summary>
    /// <exception cref="FaultException">IA3825 to IA3827.</exception>
    public static async Task<AccessToken> AskAsync(TokenRequest request, TimeProvider time)
    {
        using var limit = new CancellationTokenSource(request.Timeout);
        using var handler = Handler(request);
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        try
        {
            var begin = time.GetUtcNow();
            using var message = Message(request);
            using var response = await http.SendAsync(message, limit.Token);
            var answer = new TokenAnswer(await response.Content.ReadAsByteArrayAsync(limit.Token), request);
            return response.IsSuccessStatusCode ? answer.Token(begin) : throw TokenFaults.Answer(request, response.StatusCode, answer.Error);
        }
        catch (OperationCanceledException e)
        {
            throw TokenFaults.Late(request, e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw TokenFaults.NoToken(request, $"it is longer than {LongestAnswer / 1024} KB", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw TokenFaults.Connection(request, e);
        }
    }

    private static SocketsHttpHandler Handler(TokenRequest request)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = request.Timeout,
            UseProxy = request.Proxy is not null,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = request.Trust.Accepts;
        if (request.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy.Url) { Credentials = proxy.User is { } user ? new NetworkCredential(user.User, user.Password) : null };
        }

        return handler;
    }

    private static HttpRequestMessage Message(TokenRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, request.Options.Url);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        var form = new List<KeyValuePair<string, string>> { new("grant_type", "client_credentials") };
        if (request.Options.Scope is { } scope)
        {
            form.Add(new("scope", scope));
        }

        if (request.Options.ClientAuthentication == ClientAuthentication.Body)
        {
            form.AddRange([new("client_id", request.Client.User), new("client_secret", request.Client.Password)]);
        }
        else
        {
            // Both are encoded like values of a form before they are put together (RFC 6749, 2.3.1).
            var pair = $"{Uri.EscapeDataString(request.Client.User)}:{Uri.EscapeDataString(request.Client.Password)}";
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        message.Content = new FormUrlEncodedContent(form.Concat(request.Options.Parameters));
        return message;
    }
}
