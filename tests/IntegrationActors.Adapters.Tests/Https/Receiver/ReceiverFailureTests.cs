using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>What can go wrong with a call, and what is tried again.</summary>
public sealed class ReceiverFailureTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_bad_status_fails_the_message_and_says_what_came_back(int status)
    {
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, status, "closed today"));

        var record = await FailAsync("method: POST", $"{backend.Address}orders?key=secret");

        Assert.Equal((MessageStatus.Failed, "IA3201"), (record.Status, record.Fault!.Code));
        Assert.StartsWith($"POST {backend.Address}orders answered {status}", record.Fault.Message);
        Assert.EndsWith(": closed today", record.Fault.Message);
        Assert.DoesNotContain("secret", record.Fault.ToString());
    }

    [Fact]
    public async Task At_most_4_KB_of_the_receivers_text_are_kept()
    {
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, 500, new string('x', 100_000)));

        var record = await FailAsync("method: POST", backend.Address.ToString());

        Assert.InRange(record.Fault!.Message.Length, Fault.MaxRemoteText, Fault.MaxRemoteText + 200);
    }

    [Fact]
    public async Task With_the_switch_off_a_bad_status_is_an_answer()
    {
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, 418, "teapot"));
        await DeployAsync("throwExceptionOnFailure: false", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((418, "teapot"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(MessageStatus.Completed, (await _node.Log.NextAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_connection_fails_whatever_the_switch(bool throws)
    {
        var record = await FailAsync($"throwExceptionOnFailure: {(throws ? "true" : "false")}", $"http://127.0.0.1:{FreePort()}/");

        Assert.Equal("IA3202", record.Fault!.Code);
        Assert.Contains("Connection refused", record.Fault.Message);
    }

    [Fact]
    public async Task An_unknown_host_is_named()
    {
        var record = await FailAsync("method: POST", "http://no-such-host.invalid/");

        Assert.Equal("IA3203", record.Fault!.Code);
        Assert.Contains("no-such-host.invalid", record.Fault.Message);
    }

    [Fact]
    public async Task A_plain_answer_to_a_TLS_call_is_a_fault_of_TLS()
    {
        await using var backend = await Backend.EchoAsync();

        Assert.Equal("IA3204", (await FailAsync("method: POST", $"https://127.0.0.1:{backend.Address.Port}/")).Fault!.Code);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_times_out()
    {
        await using var backend = await Backend.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await DeployAsync("timeout: 100ms", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal("IA3205", (await _node.Log.NextAsync()).Fault!.Code);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_times_out_earlier()
    {
        // A full backlog leaves further connections unanswered.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var address = (IPEndPoint)listener.LocalEndPoint!;
        using var first = new TcpClient();
        await first.ConnectAsync(address);
        using var second = new TcpClient();
        _ = second.ConnectAsync(address);

        Assert.Equal("IA3206", (await FailAsync("connectTimeout: 200ms, timeout: 20s", $"http://{address}/")).Fault!.Code);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_fault()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal("IA3207", (await FailAsync("method: POST", backend.Address.ToString())).Fault!.Code);
    }

    [Theory]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task An_answer_that_is_no_HTTP_is_a_fault(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, answer);

        Assert.Equal("IA3207", (await FailAsync("method: POST", $"http://{listener.LocalEndpoint}/")).Fault!.Code);
        await serving;
    }

    [Fact]
    public async Task An_answer_over_the_limit_is_a_fault_with_and_without_known_length()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.ContentLength = context.Request.Path == "/known" ? 2000 : null;
            return context.Response.Body.WriteAsync(new byte[2000]).AsTask();
        });

        foreach (var path in new[] { "known", "chunked" })
        {
            var record = await FailAsync("maxResponseSize: 1999", backend.Address + path, "\n- set: { body: \"${body}\" }");
            Assert.Equal("IA3211", record.Fault!.Code);
        }
    }

    [Fact]
    public async Task A_long_answer_that_stalls_fails_whoever_reads_it()
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.Response.ContentLength = 200_000;
            await context.Response.Body.WriteAsync(new byte[100_000]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        Assert.Equal("IA3205", (await FailAsync("timeout: 200ms", backend.Address.ToString(), "\n- set: { body: \"${body}\" }")).Fault!.Code);
    }

    [Fact]
    public async Task A_long_answer_that_breaks_on_its_way_to_the_sender_breaks_that_answer_too()
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.Response.ContentLength = 200_000;
            await context.Response.Body.WriteAsync(new byte[100_000]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await DeployAsync("method: POST", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((MessageStatus.Failed, "IA3101"), (await _node.Log.NextAsync()) is var r ? (r.Status, r.Fault!.Code) : default);
    }

    [Fact]
    public async Task A_listed_status_is_tried_again_until_it_works()
    {
        var answers = new Queue<int>([503, 503, 200]);
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, answers.Dequeue(), "done"));
        await DeployAsync("retry: { attempts: 3, interval: 10ms }", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", new string('x', 100_000));

        Assert.Equal((HttpStatusCode.OK, "done"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["Attempt 1 of 3 failed, next in 10ms", "Attempt 2 of 3 failed, next in 20ms"], _node.Lines.Select(line => line.Split(':')[0]));
        Assert.True((await _node.Log.NextAsync()).IntermediateError);
    }

    [Theory]
    [InlineData(503, 3)]
    [InlineData(500, 1)]
    public async Task After_the_last_attempt_and_for_other_statuses_the_message_fails(int status, int calls)
    {
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, status, ""));

        var record = await FailAsync("retry: { attempts: 3, interval: 1ms }", backend.Address.ToString());

        Assert.Equal(("IA3201", calls), (record.Fault!.Code, backend.Calls));
        Assert.Equal(calls > 1, record.Fault.Message.EndsWith("This was attempt 3 of 3.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_switch_off_the_last_answer_is_taken()
    {
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, 503, "still closed"));
        await DeployAsync("throwExceptionOnFailure: false, retry: { attempts: 2, interval: 1ms }", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 2), (answer.StatusCode, backend.Calls));
    }

    [Theory]
    [InlineData("5", "maxInterval: 20ms", "20ms")]
    [InlineData("0", "interval: 30s", "0s")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", "interval: 30s", "0s")]
    public async Task Retry_after_replaces_the_interval_up_to_the_longest(string after, string option, string waited)
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = after;
            return AnswerAsync(context, 429, "");
        });

        await FailAsync($"retry: {{ attempts: 2, {option} }}", backend.Address.ToString());

        Assert.StartsWith($"Attempt 1 of 2 failed, next in {waited}:", _node.Lines.Single());
    }

    [Theory]
    [InlineData("POST", "", 1)]
    [InlineData("POST", ", repeatUnsafe: true", 2)]
    [InlineData("PUT", "", 2)]
    [InlineData("PUT", ", onException: false", 1)]
    public async Task What_the_receiver_may_have_got_is_repeated_only_if_that_is_harmless(string method, string option, int calls)
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Abort();
        });

        await FailAsync($"method: {method}, retry: {{ attempts: 2, interval: 1ms{option} }}", backend.Address.ToString());

        Assert.Equal(calls, backend.Calls);
    }

    [Fact]
    public async Task What_was_not_sent_is_repeated_for_every_method()
    {
        await FailAsync("method: POST, retry: { attempts: 3, interval: 1ms }", $"http://127.0.0.1:{FreePort()}/");

        Assert.Equal(2, _node.Lines.Count);
    }

    [Fact]
    public async Task The_time_out_of_the_flow_ends_a_call_and_its_waits()
    {
        await using var backend = await Backend.StartAsync(context => AnswerAsync(context, 503, ""));
        await _node.DeployTextAsync(
            $"flow: orders\ntimeout: 200ms\nfrom: {{ https: {{ path: /orders }} }}\nsteps:\n  - call: {{ https: {{ url: \"{backend.Address}\", retry: {{ attempts: 10, interval: 60s }} }} }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((HttpStatusCode.GatewayTimeout, 1), (answer.StatusCode, backend.Calls));
    }

    private static async Task AnswerAsync(HttpContext context, int status, string text)
    {
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(text);
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        Assert.NotEqual(0, await stream.ReadAsync(new byte[4096]));
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<Deployment> DeployAsync(string options, string url, string after = "") =>
        _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{url}\", {options} }} }}{after}");

    private async Task<MessageRecord> FailAsync(string options, string url, string after = "")
    {
        var deployment = await DeployAsync(options, url, after);
        await _node.PostAsync("/t/acme/http/orders", "x");
        await deployment.StopAsync();
        var record = await _node.Log.NextAsync();
        Assert.Equal(MessageStatus.Failed, record.Status);
        return record;
    }
}
