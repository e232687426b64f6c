using System.Net.Sockets;
using System.Text;

namespace IntegrationActors.Server.Tests.Support;

/// <summary>Sends bytes as they are: for requests that no HTTP client would send.</summary>
internal static class RawHttp
{
    /// <summary>Everything that came back until the server closed the connection, or was silent for two seconds.</summary>
    public static async Task<string> SendAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        var answer = new StringBuilder();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
            var buffer = new byte[64 * 1024];
            using var silence = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            int read;
            while ((read = await stream.ReadAsync(buffer, silence.Token)) > 0)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Reset, or silent: what came so far is the answer.
        }

        return answer.ToString();
    }
}
