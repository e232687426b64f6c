using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using Microsoft.AspNetCore.Http;

namespace IntegrationActors.Adapters.Tests.Https.Receiver;

/// <summary>Headers with a meaning of their own, on their way to a receiver.</summary>
public sealed class ReceiverHeadersTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("From")]
    [InlineData("Date")]
    [InlineData("Origin")]
    [InlineData("Range")]
    [InlineData("Accept")]
    [InlineData("Referer")]
    [InlineData("If-None-Match")]
    [InlineData("Via")]
    public async Task A_star_does_not_forward_a_query_parameter_that_would_steer_the_receiver(string name)
    {
        await using var echo = await Backend.EchoAsync();
        await _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{echo.Address}\", requestHeaders: [\"*\"] }} }}");

        var answer = await _node.PostAsync($"/t/acme/http/orders?{name}=1&{name}=2&X-Plain=3", "x");

        Assert.DoesNotContain(name.ToLowerInvariant(), Got(answer).Split(' '));
        Assert.Contains("x-plain", Got(answer).Split(' '));
    }

    [Theory]
    [InlineData("requestHeaders: [\"*\"]", "- set: { headers: { Accept: text/xml } }\n")]
    [InlineData("requestHeaders: [Accept]", "")]
    public async Task Such_a_header_goes_when_the_flow_set_it_or_lists_it(string option, string before)
    {
        await using var echo = await Backend.EchoAsync();
        await _node.DeployAsync("path: /orders", $"{before}- call: {{ https: {{ url: \"{echo.Address}\", {option} }} }}");

        Assert.Contains("accept", Got(await _node.PostAsync("/t/acme/http/orders?Accept=image/png", "x")).Split(' '));
    }

    [Fact]
    public async Task A_CSRF_token_is_fetched_from_a_receiver_and_sent_back_and_the_sender_does_not_see_it()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            var token = context.Request.Headers["X-CSRF-Token"].ToString();
            context.Response.StatusCode = HttpMethods.IsGet(context.Request.Method) || token == "t-1" ? 200 : 403;
            context.Response.Headers["X-CSRF-Token"] = token == "fetch" ? "t-1" : "";
            return Task.CompletedTask;
        });
        await _node.DeployAsync(
            "path: /orders",
            $$"""
            - set: { headers: { X-CSRF-Token: fetch } }
            - call: { https: { url: "{{backend.Address}}", method: GET, requestHeaders: [X-CSRF-Token] } }
            - send: { https: { url: "{{backend.Address}}", method: POST, requestHeaders: [X-CSRF-Token] } }
            """);

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal((true, 2), (answer.IsSuccessStatusCode, backend.Calls));
        Assert.False(answer.Headers.Contains("X-CSRF-Token"));
    }

    [Fact]
    public async Task A_star_sends_no_CSRF_token()
    {
        await using var echo = await Backend.EchoAsync();
        await _node.DeployAsync("path: /orders", $"- set: {{ headers: {{ X-CSRF-Token: mine }} }}\n- call: {{ https: {{ url: \"{echo.Address}\", requestHeaders: [\"*\"] }} }}");

        Assert.DoesNotContain("x-csrf-token", Got(await _node.PostAsync("/t/acme/http/orders", "x")));
    }

    [Fact]
    public async Task Flows_that_call_each_other_have_one_correlation_id()
    {
        _node.Credentials["shop"] = new UserCredential("shop", "shop", "s3cret");
        await _node.DeployAsync("path: /inner", "- set: { body: \"${correlationId}\" }", flow: "inner");
        await _node.DeployAsync("path: /orders", $"- call: {{ https: {{ url: \"{_node.Address}t/acme/http/inner\", credential: shop }} }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        MessageRecord[] entries = [await _node.Log.NextAsync(), await _node.Log.NextAsync()];
        var (inner, outer) = (entries.Single(e => e.Flow.Flow == "inner"), entries.Single(e => e.Flow.Flow == "orders"));
        Assert.Equal(outer.CorrelationId ?? outer.Id.ToString(), inner.CorrelationId);
        Assert.Equal(inner.CorrelationId, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_flow_that_lists_the_correlation_id_sends_its_own()
    {
        string? seen = null;
        await using var backend = await Backend.StartAsync(context =>
        {
            seen = context.Request.Headers["SAP_MplCorrelationId"];
            return Task.CompletedTask;
        });
        await _node.DeployAsync(
            "path: /orders", $"- set: {{ headers: {{ SAP_MplCorrelationId: own }} }}\n- call: {{ https: {{ url: \"{backend.Address}\", requestHeaders: [SAP_MplCorrelationId] }} }}");

        await _node.PostAsync("/t/acme/http/orders", "x", ("SAP_MplCorrelationId", "given"));

        Assert.Equal("own", seen);
    }

    [Theory]
    [InlineData("requestHeaders")]
    [InlineData("responseHeaders")]
    public void Names_in_one_entry_with_a_bar_are_a_finding(string option) =>
        Assert.Contains("write a list: [X-A, X-B]", Assert.Single(TestNode.Findings("path: /a", $"- call: {{ https: {{ url: \"http://127.0.0.1\", {option}: [\"X-A|X-B\"] }} }}")));

    private static string Got(HttpResponseMessage answer) => answer.Headers.GetValues("X-Got-Headers").Single();
}
