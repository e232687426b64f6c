using System.Net.Sockets;
using System.Text;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>Bytes on a socket, as no well-behaved client sends them.</summary>
internal sealed class RawHttp : IDisposable
{
    private readonly TcpClient _client = new();

    public NetworkStream Stream => _client.GetStream();

    public static async Task<RawHttp> ConnectAsync(Uri address)
    {
        var raw = new RawHttp();
        await raw._client.ConnectAsync(address.Host, address.Port);
        return raw;
    }

    /// <summary>Sends and reads until the server closes, or one answer is there.</summary>
    public static async Task<string> ExchangeAsync(Uri address, string request)
    {
        using var raw = await ConnectAsync(address);
        await raw.SendAsync(request);
        return await raw.ReadAnswerAsync();
    }

    public Task SendAsync(string text) => Stream.WriteAsync(Encoding.Latin1.GetBytes(text)).AsTask();

    /// <summary>Head and body of one answer with Content-Length, or what came until the connection ended. Whatever was sent, the server answers or closes within two seconds.</summary>
    public async Task<string> ReadAnswerAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!IsWhole(text.ToString()))
        {
            var count = await ReadAsync(buffer, limit.Token);
            if (count == 0)
            {
                break;
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    public void Dispose() => _client.Dispose();

    private async Task<int> ReadAsync(byte[] buffer, CancellationToken cancel)
    {
        try
        {
            return await Stream.ReadAsync(buffer, cancel);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool IsWhole(string answer)
    {
        var head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        var length = answer[..head].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return (length is not null && answer.Length >= head + 4 + int.Parse(length[15..])) || answer[9..12] is "204" or "100";
    }
}
