using System.Net;
using System.Net.Sockets;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>What is tried again, when, and how often.</summary>
public sealed class ReceiverRetryTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_listed_status_is_tried_again_until_it_works()
    {
        var answers = new Queue<int>([503, 503, 200]);
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, answers.Dequeue(), "done"));
        await _node.DeployCallAsync("retry: { attempts: 3, interval: 10ms }", backend.Address.ToString());

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
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, status, ""));

        var record = await _node.FailAsync("retry: { attempts: 3, interval: 1ms }", backend.Address.ToString());

        Assert.Equal(("IA3201", calls), (record.Fault!.Code, backend.Calls));
        Assert.Equal(calls > 1, record.Fault.Message.EndsWith("This was attempt 3 of 3.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_the_switch_off_the_last_answer_is_taken()
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 503, "still closed"));
        await _node.DeployCallAsync("throwExceptionOnFailure: false, retry: { attempts: 2, interval: 1ms }", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, 2), (answer.StatusCode, backend.Calls));
    }

    [Theory]
    [InlineData("0", "interval: 30s", "0s")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", "interval: 30s", "0s")]
    public async Task Retry_after_replaces_the_interval(string after, string option, string waited)
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = after;
            return Backend.AnswerAsync(context, 429, "");
        });

        await _node.FailAsync($"retry: {{ attempts: 2, {option} }}", backend.Address.ToString());

        Assert.StartsWith($"Attempt 1 of 2 failed, next in {waited}:", _node.Lines.Single());
    }

    [Fact]
    public async Task A_receiver_that_asks_for_a_longer_wait_than_the_longest_is_not_called_early()
    {
        await using var backend = await StartClosedAsync();

        var record = await _node.FailAsync("retry: { attempts: 3, maxInterval: 20ms }", backend.Address.ToString());

        Assert.Equal(1, backend.Calls);
        Assert.EndsWith("It asks to be called again in 5s, longer than 'maxInterval' (20ms).", record.Fault!.Message);
    }

    [Fact]
    public async Task With_the_switch_off_its_answer_is_taken()
    {
        await using var backend = await StartClosedAsync();
        await _node.DeployCallAsync("throwExceptionOnFailure: false, retry: { attempts: 3, maxInterval: 20ms }", backend.Address.ToString());

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((HttpStatusCode.TooManyRequests, 1), (answer.StatusCode, backend.Calls));
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

        await _node.FailAsync($"method: {method}, retry: {{ attempts: 2, interval: 1ms{option} }}", backend.Address.ToString());

        Assert.Equal(calls, backend.Calls);
    }

    [Theory]
    [InlineData("POST", 503, "", 2)]
    [InlineData("POST", 429, "", 2)]
    [InlineData("POST", 502, "", 1)]
    [InlineData("PATCH", 504, "", 1)]
    [InlineData("POST", 502, ", repeatUnsafe: true", 2)]
    [InlineData("POST", 502, ", on: [502]", 2)]
    [InlineData("PUT", 502, "", 2)]
    [InlineData("DELETE", 504, "", 2)]
    [InlineData("PUT", 500, "", 1)]
    public async Task What_a_gateway_may_have_passed_on_is_repeated_only_if_that_is_harmless_or_written_down(string method, int status, string option, int calls)
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, status, ""));

        await _node.FailAsync($"method: {method}, retry: {{ attempts: 2, interval: 1ms{option} }}", backend.Address.ToString());

        Assert.Equal(calls, backend.Calls);
    }

    [Fact]
    public async Task What_was_not_sent_is_repeated_for_every_method()
    {
        await _node.FailAsync("method: POST, retry: { attempts: 3, interval: 1ms }", $"http://127.0.0.1:{Backend.FreePort()}/");

        Assert.Equal(2, _node.Lines.Count);
    }

    [Fact]
    public async Task The_time_out_of_the_flow_ends_a_call_and_its_waits()
    {
        await using var backend = await Backend.StartAsync(context => Backend.AnswerAsync(context, 503, ""));
        await _node.DeployTextAsync(
            $"flow: orders\ntimeout: 200ms\nfrom: {{ https: {{ path: /orders }} }}\nsteps:\n  - call: {{ https: {{ url: \"{backend.Address}\", retry: {{ attempts: 10, interval: 60s }} }} }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((HttpStatusCode.GatewayTimeout, 1), (answer.StatusCode, backend.Calls));
    }

    private static Task<Backend> StartClosedAsync() => Backend.StartAsync(context =>
    {
        context.Response.Headers.RetryAfter = "5";
        return Backend.AnswerAsync(context, 429, "");
    });
}
