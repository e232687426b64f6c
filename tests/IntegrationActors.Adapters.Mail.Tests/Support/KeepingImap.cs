using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>A way to an IMAP server, without TLS, that says of mails that they are deleted or moved and does not pass that on as long as it keeps them: a server whose disk is full does so, but not reliably.</summary>
/// <param name="server">Port of the server.</param>
internal sealed partial class KeepingImap(int server) : LineServer
{
    private volatile bool _keeps = true;

    /// <summary>From now on everything is passed on.</summary>
    public void KeepNothing() => _keeps = false;

    protected override async Task TalkAsync(TcpClient client, CancellationToken end)
    {
        using var far = new TcpClient();
        using var writing = new SemaphoreSlim(1);
        await far.ConnectAsync(IPAddress.Loopback, server, end);
        var answers = AnswersAsync(far.GetStream(), client.GetStream(), writing, end);
        await CommandsAsync(client.GetStream(), far.GetStream(), writing, end);
        far.Close();
        await answers;
    }

    private static async Task AnswersAsync(NetworkStream server, NetworkStream client, SemaphoreSlim writing, CancellationToken end)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await server.ReadAsync(buffer, end)) > 0)
        {
            await WriteAsync(client, buffer.AsMemory(0, count), writing, end);
        }
    }

    // Whatever the client sends ends with a line.
    private async Task CommandsAsync(NetworkStream client, NetworkStream server, SemaphoreSlim writing, CancellationToken end)
    {
        using var reader = new StreamReader(client, Encoding.Latin1);
        while (await reader.ReadLineAsync(end) is { } line)
        {
            if (_keeps && TakingAway().Match(line) is { Success: true } command)
            {
                await WriteAsync(client, Encoding.Latin1.GetBytes($"{command.Groups["tag"].Value} OK Completed.\r\n"), writing, end);
            }
            else
            {
                await server.WriteAsync(Encoding.Latin1.GetBytes($"{line}\r\n"), end);
            }
        }
    }

    private static async Task WriteAsync(NetworkStream client, ReadOnlyMemory<byte> bytes, SemaphoreSlim writing, CancellationToken end)
    {
        await writing.WaitAsync(end);
        try
        {
            await client.WriteAsync(bytes, end);
        }
        finally
        {
            writing.Release();
        }
    }

    [GeneratedRegex(@"^(?<tag>\S+) UID (EXPUNGE|MOVE) ", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex TakingAway();
}
