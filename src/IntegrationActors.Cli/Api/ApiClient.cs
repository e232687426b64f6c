using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace IntegrationActors.Cli.Api;

/// <summary>The management API as the CLI uses it: paths in, JSON out. Shapes of answers are the server's, so that <c>-o json</c> shows them unchanged.</summary>
internal sealed class ApiClient : IDisposable
{
    private const string NotSignedIn = "IA2001";
    private const string Prefix = "api/v1/";
    private static readonly TimeSpan PatienceOfReads = TimeSpan.FromSeconds(100);

    // The flows of a bundle start one after the other, each in half a minute at most.
    private static readonly TimeSpan PatienceOfWrites = TimeSpan.FromMinutes(10);

    private readonly HttpClient _http;

    public ApiClient(ServerAddress address, string? token)
    {
        Address = address;
        _http = new HttpClient(HandlerFor(address)) { BaseAddress = address.Base, Timeout = Timeout.InfiniteTimeSpan };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public ServerAddress Address { get; }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancel) =>
        await SendAsync(new HttpRequestMessage(HttpMethod.Get, Prefix + path), cancel) ?? new JsonObject();

    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Prefix + path);
        using var response = await ReceiveAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
        return await response.Content.ReadAsByteArrayAsync(cancel);
    }

    /// <summary>Writes the answer to a stream as it comes, however long it takes.</summary>
    public async Task DownloadAsync(string path, Stream target, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Prefix + path);
        using var response = await ReceiveAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        await response.Content.CopyToAsync(target, cancel);
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancel) =>
        await SendAsync(new HttpRequestMessage(method, Prefix + path) { Content = body }, cancel) ?? new JsonObject();

    public Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancel) => SendAsync(method, path, body, null, cancel);

    /// <summary>Sends JSON with a further header, such as a condition.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonNode body, KeyValuePair<string, string>? header, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(method, Prefix + path) { Content = new StringContent(body.ToJsonString(), null, "application/json") };
        if (header is { } given)
        {
            request.Headers.TryAddWithoutValidation(given.Key, given.Value);
        }

        return await SendAsync(request, cancel) ?? new JsonObject();
    }

    /// <summary>Asks for an access token with name and password.</summary>
    public async Task<JsonNode> SignInAsync(string user, string password, CancellationToken cancel)
    {
        var basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, Prefix + "tokens");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        return await SendAsync(request, cancel) ?? new JsonObject();
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            using var response = await ReceiveAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
    }

    private async Task<HttpResponseMessage> ReceiveAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancel)
    {
        // What is downloaded has to be made first.
        var patience = request.Content is null && completion == HttpCompletionOption.ResponseContentRead ? PatienceOfReads : PatienceOfWrites;
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(patience);
        try
        {
            var response = await _http.SendAsync(request, completion, limited.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw Explain(response, await response.Content.ReadAsStringAsync(cancel));
            }
        }
        catch (HttpRequestException e)
        {
            throw new ConnectionHelp(Address).NoConnection(e);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw CliException.NoAccess($"the server at {Address} gave no answer within {patience.TotalSeconds:0} s");
        }
    }

    private ApiException Explain(HttpResponseMessage response, string text)
    {
        var problem = response.Content.Headers.ContentType?.MediaType is "application/problem+json" ? Parse(text) : null;
        var detail = problem?.Text("detail") ?? $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}";
        var findings = problem?.Items("diagnostics").Select(d => d.Text("text") ?? "").ToList() ?? [];
        var code = problem?.Text("code") ?? "";
        var hint = code == NotSignedIn ? new ConnectionHelp(Address).NoToken(_http.DefaultRequestHeaders.Authorization is not null) : "";
        return new ApiException(response.StatusCode, code, hint.Length > 0 ? $"the server at {Address} wants a valid access token" : detail, hint, findings);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SocketsHttpHandler HandlerFor(ServerAddress address)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (address.Socket is { } path)
        {
            handler.ConnectCallback = (_, cancel) => ConnectAsync(path, cancel);
        }

        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
