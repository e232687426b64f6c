using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IntegrationActors.Adapters.Sftp.Tests.Support;

/// <summary>A proxy that speaks HTTP (CONNECT, RFC 9110) and SOCKS 5 (RFC 1928, RFC 1929), told apart by the first byte, and lets one user through.</summary>
internal sealed class TestProxy : IAsyncDisposable
{
    public const string User = "me";
    public const string Password = "pr0xy-pw";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _passed;

    public TestProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that were let through.</summary>
    public int Passed => Volatile.Read(ref _passed);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                var near = client.GetStream();
                using var server = new TcpClient();
                var first = await TakeAsync(near, 1);
                if (first[0] == 5 ? await SocksAsync(near, server) : await HttpAsync(near, server, (char)first[0]))
                {
                    Interlocked.Increment(ref _passed);
                    var far = server.GetStream();
                    await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Somebody hung up.
        }
    }

    private async Task<bool> HttpAsync(NetworkStream near, TcpClient server, char first)
    {
        var head = new StringBuilder().Append(first);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append((char)(await TakeAsync(near, 1))[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (!lines[0].StartsWith("CONNECT ", StringComparison.Ordinal) || !lines.Contains($"Proxy-Authorization: Basic {login}", StringComparer.OrdinalIgnoreCase))
        {
            await near.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), _stop.Token);
            return false;
        }

        var place = lines[0].Split(' ')[1].Split(':');
        await server.ConnectAsync(place[0], int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture), _stop.Token);
        await near.WriteAsync("HTTP/1.1 200 Connected\r\n\r\n"u8.ToArray(), _stop.Token);
        return true;
    }

    private async Task<bool> SocksAsync(NetworkStream near, TcpClient server)
    {
        await TakeAsync(near, (await TakeAsync(near, 1))[0]);
        await near.WriteAsync(new byte[] { 5, 2 }, _stop.Token);
        await TakeAsync(near, 1);
        var user = Encoding.UTF8.GetString(await TakeAsync(near, (await TakeAsync(near, 1))[0]));
        var password = Encoding.UTF8.GetString(await TakeAsync(near, (await TakeAsync(near, 1))[0]));
        if ((user, password) != (User, Password))
        {
            await near.WriteAsync(new byte[] { 1, 1 }, _stop.Token);
            return false;
        }

        await near.WriteAsync(new byte[] { 1, 0 }, _stop.Token);
        var kind = (await TakeAsync(near, 4))[3];
        var host = kind == 1 ? new IPAddress(await TakeAsync(near, 4)).ToString() : Encoding.ASCII.GetString(await TakeAsync(near, (await TakeAsync(near, 1))[0]));
        var port = await TakeAsync(near, 2);
        await server.ConnectAsync(host, (port[0] << 8) | port[1], _stop.Token);
        await near.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token);
        return true;
    }

    private async Task<byte[]> TakeAsync(NetworkStream near, int count)
    {
        var bytes = new byte[count];
        await near.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }
}
