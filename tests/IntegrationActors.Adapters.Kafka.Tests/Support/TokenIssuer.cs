using System.Globalization;
using System.Net;
using System.Text;

namespace IntegrationActors.Adapters.Kafka.Tests.Support;

/// <summary>A token endpoint that gives the tokens that the broker of the tests takes, or others.</summary>
internal sealed class TokenIssuer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _seconds;
    private readonly string?[] _tokens;
    private int _asked;

    /// <param name="seconds">How long a token is good.</param>
    /// <param name="tokens">Tokens one after the other, the last one again and again; null: the client is refused.</param>
    public TokenIssuer(int seconds, params string?[] tokens)
    {
        (_seconds, _tokens) = (seconds, tokens);
        for (var port = 20_000 + (Environment.ProcessId % 5000); ; port++)
        {
            try
            {
                Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/token/");
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add(Url);
                _listener.Start();
                break;
            }
            catch (HttpListenerException)
            {
                // Somebody has the port.
            }
        }

        _ = AnswerAsync();
    }

    public string Url { get; }

    public int Asked => Volatile.Read(ref _asked);

    public string? Authorization { get; private set; }

    public string? Form { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var call = await _listener.GetContextAsync();
                Authorization = call.Request.Headers["Authorization"];
                using var form = new StreamReader(call.Request.InputStream);
                Form = await form.ReadToEndAsync();
                var token = _tokens[Math.Min(Interlocked.Increment(ref _asked), _tokens.Length) - 1];
                call.Response.StatusCode = token is null ? 401 : 200;
                await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(token is null ? "no" : $"{{\"access_token\":\"{token}\",\"token_type\":\"Bearer\",\"expires_in\":{_seconds}}}"));
                call.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
