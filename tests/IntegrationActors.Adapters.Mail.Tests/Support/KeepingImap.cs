using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>A way to an IMAP server, without TLS, that says of mails that they are deleted or moved and does not pass that on as long as it keeps them: a server whose disk is full does so, but not reliably.</summary>
internal sealed partial class KeepingImap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _server;
    private readonly Task _serving;
    private volatile bool _keeps = true;

    /// <param name="server">Port of the server.</param>
    public KeepingImap(int server)
    {
        _server = server;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on everything is passed on.</summary>
    public void KeepNothing() => _keeps = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var sessions = new List<Task>();
        try
        {
            while (true)
            {
                sessions.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        using var writing = new SemaphoreSlim(1);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            var answers = AnswersAsync(far.GetStream(), near.GetStream(), writing);
            await CommandsAsync(near.GetStream(), far.GetStream(), writing);
            far.Close();
            await answers;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The session is over.
        }
    }

    private async Task AnswersAsync(NetworkStream server, NetworkStream client, SemaphoreSlim writing)
    {
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await server.ReadAsync(buffer, _end.Token)) > 0)
        {
            await WriteAsync(client, buffer.AsMemory(0, count), writing);
        }
    }

    // Whatever the client sends ends with a line.
    private async Task CommandsAsync(NetworkStream client, NetworkStream server, SemaphoreSlim writing)
    {
        using var reader = new StreamReader(client, Encoding.Latin1);
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            if (_keeps && TakingAway().Match(line) is { Success: true } command)
            {
                await WriteAsync(client, Encoding.Latin1.GetBytes($"{command.Groups["tag"].Value} OK Completed.\r\n"), writing);
            }
            else
            {
                await server.WriteAsync(Encoding.Latin1.GetBytes($"{line}\r\n"), _end.Token);
            }
        }
    }

    private async Task WriteAsync(NetworkStream client, ReadOnlyMemory<byte> bytes, SemaphoreSlim writing)
    {
        await writing.WaitAsync(_end.Token);
        try
        {
            await client.WriteAsync(bytes, _end.Token);
        }
        finally
        {
            writing.Release();
        }
    }

    [GeneratedRegex(@"^(?<tag>\S+) UID (EXPUNGE|MOVE) ", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex TakingAway();
}
