using System.Net;
using System.Text;
using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Tests.Https.Sender.Accepting;

/// <summary>Senders that are answered when their message is stored.</summary>
public sealed class AcceptanceTests : IAsyncLifetime
{
    private const string Path = "/t/acme/http/orders";

    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task The_answer_is_202_with_the_id_under_which_the_run_is_found()
    {
        await _node.DeployAsync("path: /orders, respond: accepted", "- set: { properties: { query: \"${header.CamelHttpQuery}\", body: \"${body}\" } }\n- log: \"${property.body} ${property.query}\"");

        var answer = await _node.PostAsync($"{Path}?a=1", "hello");
        var record = await _node.Log.NextAsync();

        Assert.Equal((HttpStatusCode.Accepted, 0L), (answer.StatusCode, answer.Content.Headers.ContentLength));
        Assert.Equal(Id(answer), record.Id.ToString());
        Assert.Equal((MessageStatus.Completed, "shop"), (record.Status, record.Sender));
        Assert.Equal("hello a=1", Assert.Single(_node.Lines));
    }

    [Fact]
    public async Task Nothing_is_answered_before_the_message_is_stored()
    {
        await _node.DeployAsync("path: /orders, respond: accepted", "- fail: no");
        _node.Queues.Broken = new Fault("IA9999", "the disk is gone") { ResponseStatus = 503 };

        var answer = await _node.PostAsync(Path, "x");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        Assert.DoesNotContain("disk", await answer.Content.ReadAsStringAsync());
        Assert.Empty(_node.Queues["in.orders"].Put);
    }

    [Fact]
    public async Task A_tenant_whose_storage_is_full_answers_507()
    {
        await _node.DeployAsync("path: /orders, respond: accepted", "- end");
        _node.Queues.Broken = new Fault("IA3504", "full") { ResponseStatus = 507 };

        Assert.Equal(HttpStatusCode.InsufficientStorage, (await _node.PostAsync(Path, "x")).StatusCode);
    }

    [Fact]
    public async Task The_same_key_of_the_same_client_is_answered_with_the_first_id()
    {
        _node.Clients.Add(TestNode.Tenant, "other", "s3cret", "ESBMessaging.send");
        await _node.DeployAsync("path: /orders, respond: accepted", "- end");

        var first = await _node.PostAsync(Path, "x", ("Idempotency-Key", "k1"));
        var again = await _node.PostAsync(Path, "x", ("Idempotency-Key", "k1"));
        _node.Client.DefaultRequestHeaders.Authorization = TestNode.Basic("other:s3cret");
        var foreign = await _node.PostAsync(Path, "x", ("Idempotency-Key", "k1"));

        Assert.All([first, again, foreign], answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Equal(Id(first), Id(again));
        Assert.NotEqual(Id(first), Id(foreign));
        Assert.Equal(2, _node.Queues["in.orders"].Put.Count);
    }

    [Fact]
    public async Task The_flow_may_say_what_tells_messages_apart()
    {
        await _node.DeployAsync("path: /orders, respond: accepted, accepted: { deduplicationId: { jsonpath: $.id } }", "- end");

        var first = await _node.PostAsync(Path, "{\"id\":7}");
        var again = await _node.PostAsync(Path, "{\"id\":7,\"retry\":true}");
        var wrong = await _node.PostAsync(Path, "no json");

        Assert.Equal(Id(first), Id(again));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Single(_node.Queues["in.orders"].Put);
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        await _node.DeployAsync("path: /orders, respond: accepted", "- end");

        Assert.Equal(HttpStatusCode.BadRequest, (await _node.PostAsync(Path, "x", ("Idempotency-Key", new string('k', 256)))).StatusCode);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_whether_it_says_its_length_or_not()
    {
        await _node.DeployAsync("path: /orders, respond: accepted, maxBodySize: 1KB", "- end");
        var unknown = new StreamContent(new UnknownLength(Encoding.ASCII.GetBytes(new string('x', 2000))));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _node.PostAsync(Path, new string('x', 2000))).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _node.SendAsync(HttpMethod.Post, Path, unknown)).StatusCode);
        Assert.Empty(_node.Queues["in.orders"].Put);
    }

    [Fact]
    public async Task A_large_body_is_stored_whole()
    {
        await _node.DeployAsync("path: /orders, respond: accepted", "- end");
        var body = string.Concat(Enumerable.Range(0, 300_000).Select(i => (char)('a' + (i % 26))));

        Assert.Equal(HttpStatusCode.Accepted, (await _node.PostAsync(Path, body)).StatusCode);

        Assert.Equal(body, Assert.Single(_node.Queues["in.orders"].Put).Body);
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_and_then_set_aside()
    {
        await _node.DeployAsync("path: /orders, respond: accepted, accepted: { retry: 2 }", "- fail: no");

        var answer = await _node.PostAsync(Path, "x");
        var records = new[] { await _node.Log.NextAsync(), await _node.Log.NextAsync() };

        Assert.All(records, record => Assert.Equal(Id(answer), record.Id.ToString()));
        Assert.Equal([MessageStatus.Retry, MessageStatus.Failed], records.Select(r => r.Status));
        Assert.Single(_node.Queues["in.orders"].Aside);
    }

    [Fact]
    public async Task No_message_is_lost_while_versions_replace_each_other()
    {
        using var stop = new CancellationTokenSource();
        var deployment = await _node.DeployAsync("path: /orders, respond: accepted", "- end");
        var senders = Enumerable.Range(0, 4).Select(_ => SendUntilAsync(stop.Token)).ToArray();

        for (var version = 2; version <= 15; version++)
        {
            var next = await _node.DeployAsync("path: /orders, respond: accepted", "- end", version: version);
            await deployment.StopAsync();
            deployment = next;
        }

        await stop.CancelAsync();
        var accepted = (await Task.WhenAll(senders)).SelectMany(id => id).ToArray();
        var run = new List<string>();
        while (run.Count < accepted.Length)
        {
            run.Add((await _node.Log.NextAsync()).Id.ToString());
        }

        Assert.NotEmpty(accepted);
        Assert.Equal(accepted.Order(StringComparer.Ordinal), run.Order(StringComparer.Ordinal));
        Assert.Equal(accepted.Length, _node.Log.Begun);
    }

    [Fact]
    public async Task Two_channels_dont_share_a_queue()
    {
        const string Both = "flow: orders\nfrom:\n  - https: { path: /a, respond: accepted }\n  - https: { path: /b, respond: accepted }\nsteps:\n  - end";

        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => _node.DeployTextAsync(Both));

        Assert.Equal("IA1353", Assert.Single(failure.Diagnostics).Code);
        await _node.DeployTextAsync(Both.Replace("/b, respond: accepted", "/b, respond: accepted, accepted: { queue: in.b }", StringComparison.Ordinal), version: 2);
        Assert.True(_node.Queues.Has("in.b"));
    }

    [Fact]
    public void How_messages_are_kept_needs_a_channel_that_keeps_them()
    {
        Assert.Contains("respond: accepted", Assert.Single(TestNode.Findings("path: /orders, accepted: { concurrency: 4 }", "- end")));
    }

    private static string Id(HttpResponseMessage answer) => Assert.Single(answer.Headers.GetValues("SAP_MessageProcessingLogID"));

    private async Task<List<string>> SendUntilAsync(CancellationToken stop)
    {
        var ids = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            using var answer = await _node.PostAsync(Path, "x");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            ids.Add(Id(answer));
        }

        return ids;
    }

    // A stream that can't seek is sent in chunks.
    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
