using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>A POP3 server (RFC 1939) of mails of given sizes, which takes any login, deletes nothing and counts what it is asked.</summary>
internal sealed class CountingPop3 : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int[] _sizes;
    private readonly Task _serving;

    public CountingPop3(params int[] sizes)
    {
        _sizes = sizes;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Commands that came, of all sessions.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

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
                sessions.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(sessions);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII);
            await stream.WriteAsync("+OK\r\n"u8.ToArray(), _end.Token);
            while (await reader.ReadLineAsync(_end.Token) is { } command)
            {
                Commands.Enqueue(command);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(command.Split(' '))), _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The session is over.
        }
    }

    private string Answer(string[] words) => words switch
    {
        ["CAPA"] => "+OK\r\nUSER\r\nUIDL\r\n.\r\n",
        ["STAT"] => $"+OK {_sizes.Length} {_sizes.Sum()}\r\n",
        ["UIDL"] => Lines(i => $"u{i}"),
        ["LIST"] => Lines(i => $"{_sizes[i]}"),
        ["LIST", var number] => $"+OK {number} {_sizes[int.Parse(number, null) - 1]}\r\n",
        ["RETR", _] => "+OK\r\nSubject: x\r\n\r\nx\r\n.\r\n",
        _ => "+OK\r\n",
    };

    private string Lines(Func<int, string> text) => $"+OK\r\n{string.Concat(Enumerable.Range(0, _sizes.Length).Select(i => $"{i + 1} {text(i)}\r\n"))}.\r\n";
}
