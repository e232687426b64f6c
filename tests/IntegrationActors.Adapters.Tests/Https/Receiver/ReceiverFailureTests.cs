using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
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
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, status, "closed today"));

        var record = await _node.FailAsync("method: POST", $"{backend.Address}orders?key=secret");

        Assert.Equal((MessageStatus.Failed, "IA3201"), (record.Status, record.Fault!.Code));
        Assert.StartsWith($"POST {backend.Address}orders answered {status}", record.Fault.Message);
        Assert.EndsWith(": closed today", record.Fault.Message);
        Assert.DoesNotContain("secret", record.Fault.ToString());
    }

    [Theory]
    [InlineData("method: POST", "404|closed today|[]")]
    [InlineData("retry: { attempts: 2, interval: 1ms, on: [404] }", "404|closed today|[]")]
    public async Task Error_handling_finds_status_and_text_of_a_failed_call(string option, string expected)
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 404, "closed today"));
        await DeployWithErrorHandlingAsync($"- call: {{ https: {{ url: \"{backend.Address}\", {option} }} }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_call_without_an_answer_leaves_no_status_of_another_one()
    {
        await DeployWithErrorHandlingAsync(
            $"- set: {{ properties: {{ http.StatusCode: 404, http.ResponseBody: old }} }}\n  - call: {{ https: {{ url: \"http://127.0.0.1:{Backend.FreePort()}/\" }} }}");

        Assert.Equal("||[]", await (await _node.PostAsync("/t/acme/http/orders", "x")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_client_certificate_is_not_left_out_silently_over_http()
    {
        await using var backend = await Backend.EchoAsync();
        _node.Credentials["me"] = new KeyPairCredential("me", TestCertificates.Create("me"), []);

        var record = await _node.FailAsync("credential: me, retry: 3", backend.Address.ToString());

        Assert.Equal(("IA3210", 0), (record.Fault!.Code, backend.Calls));
        Assert.Contains("over http no client certificate", record.Fault.Message);
    }

    [Fact]
    public async Task At_most_4_KB_of_the_receivers_text_are_kept()
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 500, new string('x', 100_000)));

        var record = await _node.FailAsync("method: POST", backend.Address.ToString());

        Assert.InRange(record.Fault!.Message.Length, Fault.MaxRemoteText, Fault.MaxRemoteText + 200);
    }

    [Fact]
    public async Task With_the_switch_off_a_bad_status_is_an_answer()
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 418, "teapot"));
        await _node.DeployCallAsync("throwExceptionOnFailure: false", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((418, "teapot"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(MessageStatus.Completed, (await _node.Log.NextAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_connection_fails_whatever_the_switch(bool throws)
    {
        var record = await _node.FailAsync($"throwExceptionOnFailure: {(throws ? "true" : "false")}", $"http://127.0.0.1:{Backend.FreePort()}/");

        Assert.Equal("IA3202", record.Fault!.Code);
        Assert.Contains("Connection refused", record.Fault.Message);
    }

    [Fact]
    public async Task An_unknown_host_is_named()
    {
        var record = await _node.FailAsync("method: POST", "http://no-such-host.invalid/");

        Assert.Equal("IA3203", record.Fault!.Code);
        Assert.Contains("no-such-host.invalid", record.Fault.Message);
    }

    [Fact]
    public async Task A_plain_answer_to_a_TLS_call_is_a_fault_of_TLS()
    {
        await using var backend = await Backend.EchoAsync();

        Assert.Equal("IA3204", (await _node.FailAsync("method: POST", $"https://127.0.0.1:{backend.Address.Port}/")).Fault!.Code);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_times_out()
    {
        await using var backend = await Backend.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await _node.DeployCallAsync("timeout: 100ms", backend.Address.ToString());

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

        Assert.Equal("IA3206", (await _node.FailAsync("connectTimeout: 200ms, timeout: 20s", $"http://{address}/")).Fault!.Code);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_a_fault()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal("IA3207", (await _node.FailAsync("method: POST", backend.Address.ToString())).Fault!.Code);
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

        Assert.Equal("IA3207", (await _node.FailAsync("method: POST", $"http://{listener.LocalEndpoint}/")).Fault!.Code);
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
            var record = await _node.FailAsync("maxResponseSize: 1999", backend.Address + path, "\n- set: { body: \"${body}\" }");
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

        Assert.Equal("IA3205", (await _node.FailAsync("timeout: 200ms", backend.Address.ToString(), "\n- set: { body: \"${body}\" }")).Fault!.Code);
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
        await _node.DeployCallAsync("method: POST", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((MessageStatus.Failed, "IA3101"), (await _node.Log.NextAsync()) is var r ? (r.Status, r.Fault!.Code) : default);
    }

    private Task<Deployment> DeployWithErrorHandlingAsync(string steps) => _node.DeployTextAsync(
        "flow: orders\nfrom: { https: { path: /orders } }\nsteps:\n  " + steps
        + "\nonError:\n  - set: { body: \"${property.http.StatusCode}|${property.http.ResponseBody}|[${header.CamelHttpResponseCode}]\" }\n");

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        Assert.NotEqual(0, await stream.ReadAsync(new byte[4096]));
        await stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer));
    }
}
