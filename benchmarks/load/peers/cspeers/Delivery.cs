using System.Net.Http.Headers;

/// <summary>Delivers to the backend, again and again until it has the message.</summary>
public sealed class Delivery(string backend)
{
    public const int Workers = 16;

    readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
    });

    public async Task PostAsync(byte[] body)
    {
        while (!await TryAsync(body))
        {
            await Task.Delay(50);
        }
    }

    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var body = new byte[(int)context.Request.ContentLength!];
        await context.Request.Body.ReadExactlyAsync(body);
        return body;
    }

    async Task<bool> TryAsync(byte[] body)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var response = await _http.PostAsync(backend + "/w5", content);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
