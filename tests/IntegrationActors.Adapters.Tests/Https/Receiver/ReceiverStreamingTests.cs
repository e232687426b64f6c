using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>Receivers that answer, or close, before they have read everything, and what must not reach them twice.</summary>
public sealed class ReceiverStreamingTests : IAsyncLifetime
{
    private const int Large = 20_000_000;

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_receiver_that_echoes_while_it_reads_gets_the_whole_message_on_new_and_on_used_connections()
    {
        await using var backend = await Backend.EchoAsync();
        await _node.DeployCallAsync("method: POST", backend.Address.ToString());
        foreach (var length in new[] { 10, Large, 100, Large })
        {
            var sent = RandomNumberGenerator.GetBytes(length);

            var answer = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(sent));

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(Convert.ToHexString(SHA256.HashData(sent)), Convert.ToHexString(await SHA256.HashDataAsync(await answer.Content.ReadAsStreamAsync())));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_answer_of_a_receiver_that_stops_listening_says_why(bool onUsedConnection)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = RefuseAsync(listener, onUsedConnection);
        await _node.DeployCallAsync("method: POST", $"http://{listener.LocalEndpoint}/");
        if (onUsedConnection)
        {
            await _node.PostAsync("/t/acme/http/orders", "x");
            Assert.Equal(MessageStatus.Completed, (await _node.Log.NextAsync()).Status);
        }

        await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(new byte[Large]));

        var fault = (await _node.Log.NextAsync()).Fault!;
        Assert.Equal("IA3201", fault.Code);
        Assert.Contains("answered 413", fault.Message);
        Assert.EndsWith(": too much", fault.Message);
        await serving;
    }

    [Fact]
    public async Task A_long_message_may_take_longer_than_the_time_out_as_long_as_the_receiver_goes_on_reading()
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            var buffer = new byte[1_000_000];
            while (await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false) > 0)
            {
                await Task.Delay(250);
            }
        });
        await _node.DeployCallAsync("timeout: 4s", backend.Address.ToString());

        await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(new byte[Large]));

        var record = await _node.Log.NextAsync();
        Assert.True(record.Status == MessageStatus.Completed, $"{record.Status} after {record.Duration} µs: {record.Fault} {record.Fault?.Cause}");
        Assert.True(record.Duration > 4_000_000, $"The message took {record.Duration} µs only.");
    }

    [Fact]
    public async Task A_receiver_that_stops_reading_times_out()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = listener.AcceptTcpClientAsync();
        await _node.DeployCallAsync("method: POST, timeout: 200ms", $"http://{listener.LocalEndpoint}/");

        var answer = await _node.SendAsync(HttpMethod.Post, "/t/acme/http/orders", new ByteArrayContent(new byte[Large]));

        var fault = (await _node.Log.NextAsync()).Fault!;
        Assert.True(fault.Code == "IA3205", $"{fault} {fault.Cause}");
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        (await accepted).Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    public async Task A_used_connection_that_closes_under_a_POST_is_no_reason_to_send_it_again(string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                while (await ReadRequestAsync(client.GetStream()) && ++requests == 1)
                {
                    await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                }
            }
        });
        await _node.DeployCallAsync("method: POST, retry: { attempts: 3, interval: 1ms }", $"http://{listener.LocalEndpoint}/");

        await _node.PostAsync("/t/acme/http/orders", body);
        await _node.PostAsync("/t/acme/http/orders", body);

        Assert.Equal(MessageStatus.Completed, (await _node.Log.NextAsync()).Status);
        Assert.Equal(("IA3207", 2), ((await _node.Log.NextAsync()).Fault!.Code, Volatile.Read(ref requests)));
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    private static async Task RefuseAsync(TcpListener listener, bool afterFirst)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        if (afterFirst)
        {
            await ReadRequestAsync(stream);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        }

        await stream.ReadExactlyAsync(new byte[500_000]);
        await stream.WriteAsync("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 8\r\n\r\ntoo much"u8.ToArray());
    }

    /// <summary>One request with a short body; false when the connection ended.</summary>
    private static async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var (text, buffer) = ("", new byte[4096]);
        while (!IsWhole(text))
        {
            var count = await stream.ReadAsync(buffer);
            if (count == 0)
            {
                return false;
            }

            text += Encoding.Latin1.GetString(buffer, 0, count);
        }

        return true;
    }

    private static bool IsWhole(string text)
    {
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return head >= 0 && text.Length >= head + 4 + (length is null ? 0 : int.Parse(length[15..], CultureInfo.InvariantCulture));
    }
}
