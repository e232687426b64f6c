using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace IntegrationActors.Adapters.Mail.Tests.Support;

/// <summary>A POP3 server (RFC 1939) of mails of given sizes, which takes any login, deletes nothing and counts what it is asked.</summary>
internal sealed class CountingPop3(params int[] sizes) : LineServer
{
    /// <summary>Commands that came, of all sessions.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    protected override async Task TalkAsync(TcpClient client, CancellationToken end)
    {
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await stream.WriteAsync("+OK\r\n"u8.ToArray(), end);
        while (await reader.ReadLineAsync(end) is { } command)
        {
            Commands.Enqueue(command);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Answer(command.Split(' '))), end);
        }
    }

    private string Answer(string[] words) => words switch
    {
        ["CAPA"] => "+OK\r\nUSER\r\nUIDL\r\n.\r\n",
        ["STAT"] => $"+OK {sizes.Length} {sizes.Sum()}\r\n",
        ["UIDL"] => Lines(i => $"u{i}"),
        ["LIST"] => Lines(i => $"{sizes[i]}"),
        ["LIST", var number] => $"+OK {number} {sizes[int.Parse(number, null) - 1]}\r\n",
        ["RETR", _] => "+OK\r\nSubject: x\r\n\r\nx\r\n.\r\n",
        _ => "+OK\r\n",
    };

    private string Lines(Func<int, string> text) => $"+OK\r\n{string.Concat(Enumerable.Range(0, sizes.Length).Select(i => $"{i + 1} {text(i)}\r\n"))}.\r\n";
}
