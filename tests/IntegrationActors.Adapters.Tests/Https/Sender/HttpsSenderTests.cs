using System.Net;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Https.Sender;

/// <summary>Semantics of the sender channel: addresses, headers, answers.</summary>
public sealed class HttpsSenderTests : IAsyncLifetime
{
    private const string Echo = "- log: got";

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Answers_with_the_body_of_the_flow_and_the_id_of_the_log_entry()
    {
        var flow = await _node.DeployAsync("path: /orders", Echo);

        var answer = await _node.PostAsync(flow.Endpoints[0], "one order");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("one order", await answer.Content.ReadAsStringAsync());
        Assert.Equal((await _node.Log.NextAsync()).Id.ToString(), answer.Headers.GetValues("SAP_MessageProcessingLogID").Single());
    }

    [Fact]
    public async Task Answers_204_when_there_is_nothing_to_return()
    {
        await _node.DeployAsync("path: /orders", Echo);

        var answer = await _node.PostAsync("/t/acme/http/orders", "");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("201", 201)]
    [InlineData("422", 422)]
    [InlineData("99", 500)]
    [InlineData("100", 500)]
    [InlineData("600", 500)]
    [InlineData("200 OK", 500)]
    public async Task The_response_code_header_sets_the_status_if_it_is_one(string code, int expected)
    {
        await _node.DeployAsync("path: /orders", $"- set: {{ headers: {{ CamelHttpResponseCode: \"{code}\" }} }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(expected == 500 ? MessageStatus.Failed : MessageStatus.Completed, (await _node.Log.NextAsync()).Status);
    }

    [Fact]
    public async Task Upper_and_lower_case_of_the_address_are_the_same()
    {
        await _node.DeployAsync("path: /Orders", Echo);

        Assert.Equal(HttpStatusCode.OK, (await _node.PostAsync("/t/acme/http/oRDERs", "x")).StatusCode);
    }

    [Theory]
    [InlineData("", "text/plain; charset=utf-8")]
    [InlineData("application/json", "application/json")]
    public async Task A_failed_message_gets_a_general_text_with_the_id(string accept, string contentType)
    {
        await _node.DeployAsync("path: /orders", "- fail: secret internals");

        var answer = await _node.PostAsync("/t/acme/http/orders", "x", ("Accept", accept));

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.InternalServerError, contentType), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Contains((await _node.Log.NextAsync()).Id.ToString(), text);
        Assert.DoesNotContain("secret internals", text);
    }

    [Fact]
    public async Task The_text_of_the_error_goes_back_if_the_channel_says_so()
    {
        await _node.DeployAsync("path: /orders, returnException: true", "- fail: the ERP is closed");

        Assert.Contains("the ERP is closed", await (await _node.PostAsync("/t/acme/http/orders", "x")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_escalated_message_is_an_error_for_its_sender()
    {
        await _node.DeployAsync("path: /orders", "- escalate: look at this");

        Assert.Equal(HttpStatusCode.InternalServerError, (await _node.PostAsync("/t/acme/http/orders", "x")).StatusCode);
        Assert.Equal(MessageStatus.Escalated, (await _node.Log.NextAsync()).Status);
    }

    [Fact]
    public async Task Other_methods_get_405_with_those_that_are_allowed()
    {
        await _node.DeployAsync("path: /orders, methods: [POST, PUT]", Echo);

        var answer = await _node.SendAsync(HttpMethod.Get, "/t/acme/http/orders");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["POST", "PUT"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task HEAD_gets_the_headers_alone()
    {
        await _node.DeployAsync("path: /orders, methods: [HEAD]", "- set: { body: hello }");

        var answer = await _node.SendAsync(HttpMethod.Head, "/t/acme/http/orders");

        Assert.Equal((HttpStatusCode.OK, 5), (answer.StatusCode, answer.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task Another_flow_with_the_same_or_an_overlapping_address_does_not_start()
    {
        await _node.DeployAsync("path: /orders/*", Echo);

        var same = await Assert.ThrowsAsync<DiagnosticException>(() => _node.DeployAsync("path: /Orders/new", Echo, flow: "other"));
        await _node.DeployAsync("path: /orders", Echo, flow: "other", tenant: "globex");

        Assert.Equal("IA1351", same.Diagnostics.Single().Code);
        Assert.Contains("flow 'orders'", same.Message);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("/")]
    [InlineData("/a//b")]
    [InlineData("/a/")]
    [InlineData("/.a")]
    [InlineData("/-a")]
    [InlineData("/~a")]
    [InlineData("/a$b")]
    [InlineData("/a*")]
    [InlineData("/*/a")]
    [InlineData("/ä")]
    [InlineData("/a b")]
    [InlineData("/a%20b")]
    public void A_wrong_address_is_a_finding(string path) =>
        Assert.Contains("(2,", Assert.Single(TestNode.Findings($"path: \"{path}\"", Echo)));

    [Theory]
    [InlineData("/a")]
    [InlineData("/A_b~c-d.e/$batch/9/*")]
    [InlineData("/*")]
    public void A_good_address_is_none(string path) => Assert.Empty(TestNode.Findings($"path: \"{path}\"", Echo));

    [Theory]
    [InlineData("allowedHeaders: [CamelHttpUri]")]
    [InlineData("allowedHeaders: [SAP_MessageProcessingLogID]")]
    [InlineData("allowedHeaders: [\"X-(\"]")]
    [InlineData("responseHeaders: [Connection]")]
    [InlineData("responseHeaders: [\"a b\"]")]
    [InlineData("maxBodySize: 0")]
    [InlineData("methods: []")]
    [InlineData("role: \"a b\"")]
    [InlineData("authentication: maybe")]
    public void Wrong_options_are_findings(string option) => Assert.Single(TestNode.Findings($"path: /a, {option}", Echo));

}
