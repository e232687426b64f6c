using System.Net;
using System.Text;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Storage.Flows;

namespace IntegrationActors.Management.Tests.Messages;

public sealed class MessageTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Finds_messages_by_status_flow_and_business_key()
    {
        Log("orders", MessageStatus.Completed, ("orderId", "1"));
        var failed = Log("orders", MessageStatus.Failed, ("orderId", "2"));
        Log("invoices", MessageStatus.Completed, ("orderId", "2"));

        Assert.Equal([failed], await IdsAsync("status=failed"));
        Assert.Equal([failed], await IdsAsync("flow=orders&key=orderId:2"));
        Assert.Equal([failed], await IdsAsync($"id={failed}"));
        Assert.Equal(3, (await IdsAsync("status=completed,failed")).Count);
        Assert.Empty(await IdsAsync("to=2020-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task Finds_messages_by_sender_and_receiver()
    {
        var first = Log("orders", MessageStatus.Completed, partners: ("shop", "erp"));
        var second = Log("orders", MessageStatus.Failed, partners: ("shop", "bank"));
        Log("orders", MessageStatus.Completed);

        Assert.Equal([second, first], await IdsAsync("sender=shop"));
        Assert.Equal([second], await IdsAsync("sender=shop&receiver=bank"));
        Assert.Equal([first], await IdsAsync("receiver=erp&status=completed"));
        Assert.Empty(await IdsAsync("sender=erp"));
    }

    [Fact]
    public async Task Pages_follow_each_other_newest_first()
    {
        var all = Enumerable.Range(0, 5).Select(_ => Log("orders", MessageStatus.Completed)).Reverse().ToList();

        var first = await _host.Local.GetAsync($"{Calls.Demo}/messages?limit=3").OkAsync();
        var second = await _host.Local.GetAsync($"{Calls.Demo}/messages?limit=3&cursor={first["nextCursor"]}").OkAsync();

        Assert.Equal(all, first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(m => (string)m!["id"]!));
        Assert.Null(second["nextCursor"]);
    }

    [Fact]
    public async Task A_message_shows_status_fault_and_steps_with_the_names_of_its_version()
    {
        await _host.Store.Plans.PutAsync("orders", 3, [new FlowPlanNode("set", "set 1", "orders.flow.yaml(5,5)"), new FlowPlanNode("call", "erp", "orders.flow.yaml(6,5)")]);
        var id = Log("orders", MessageStatus.Failed);

        var found = await _host.Local.GetAsync($"{Calls.Demo}/messages/{id}").OkAsync();

        Assert.Equal("FAILED", (string?)found["message"]!["status"]);
        Assert.Equal("2026-11-23T12:00:00+00:00", (string?)found["message"]!["started"]);
        Assert.Equal(2.5, (double?)found["message"]!["durationMs"]);
        Assert.Equal("IA3001", (string?)found["message"]!["fault"]!["code"]);
        Assert.Equal(
            """[{"index":1,"name":"set 1","kind":"set","place":"orders.flow.yaml(5,5)","startMs":0.1,"durationMs":0.2,"failed":false},{"index":2,"name":"erp","kind":"call","place":"orders.flow.yaml(6,5)","startMs":0.4,"durationMs":2,"failed":true}]""",
            found["steps"]!.ToJsonString());
    }

    [Fact]
    public async Task A_trace_shows_the_message_before_each_step_and_its_reading_is_audited()
    {
        await _host.Store.Plans.PutAsync("orders", 3, [new FlowPlanNode("set", "set 1", "orders.flow.yaml(5,5)")]);
        var text = Encoding.UTF8.GetBytes("{\"id\":\"ä\"}");
        var id = Log("orders", MessageStatus.Completed, trace:
        [
            new TraceEntry(0, 0, "before", [new("X-Region", "EU")], [new("orderId", "1")], text, text.Length),
            new TraceEntry(1, 0, "before", [], [], text.AsMemory(0, 8), text.Length),
            new TraceEntry(2, 0, "end", [], [], new byte[] { 0, 255 }, 2),
        ]);

        var trace = await _host.Local.GetAsync($"{Calls.Demo}/messages/{id}/trace").OkAsync();

        var items = trace["items"]!.AsArray();
        Assert.Equal("set 1", (string?)items[0]!["step"]);
        Assert.Equal("""[{"name":"X-Region","value":"EU"}]""", items[0]!["headers"]!.ToJsonString());
        Assert.Equal("{\"id\":\"ä\"}", (string?)items[0]!["body"]);
        Assert.Equal("{\"id\":\"", (string?)items[1]!["body"]);
        Assert.True((bool?)items[1]!["bodyIsCut"]);
        Assert.Equal("AP8=", (string?)items[2]!["body"]);
        Assert.True((bool?)items[2]!["bodyIsBase64"]);
        Assert.Equal($"Audit: local getMessageTrace {Calls.Demo}/messages/{id}/trace from socket: done", Assert.Single(_host.Log.Audit));
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("status=2")]
    [InlineData("from=yesterday")]
    [InlineData("key=orderId")]
    [InlineData("limit=0")]
    [InlineData("limit=many")]
    [InlineData("cursor=no-cursor")]
    [InlineData("statu=failed")]
    public async Task Filters_that_mean_nothing_are_refused(string query) =>
        await _host.Local.GetAsync($"{Calls.Demo}/messages?{query}").ProblemAsync(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("nonsense")]
    [InlineData("0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77")]
    public async Task An_unknown_message_is_not_found(string id) =>
        await _host.Local.GetAsync($"{Calls.Demo}/messages/{id}").ProblemAsync(HttpStatusCode.NotFound);

    private async Task<IReadOnlyList<string>> IdsAsync(string query)
    {
        var page = await _host.Local.GetAsync($"{Calls.Demo}/messages?{query}").OkAsync();
        return [.. page["items"]!.AsArray().Select(m => (string)m!["id"]!)];
    }

    private string Log(string flow, MessageStatus status, (string Name, string Value)? key = null, IList<TraceEntry>? trace = null, (string Sender, string Receiver)? partners = null)
    {
        var now = _host.Clock.GetUtcNow();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", flow, 3), Id = MessageId.Create(now), Started = now };
        _host.Store.MessageLog.Begin(record);
        record.Steps.End(record.Steps.Begin(0, 100), 200, failed: false);
        record.Steps.End(record.Steps.Begin(1, 400), 2000, failed: status == MessageStatus.Failed);
        record.Status = status;
        record.Duration = 2500;
        record.Trace = trace;
        (record.Sender, record.Receiver) = (partners?.Sender, partners?.Receiver);
        record.Fault = status == MessageStatus.Failed ? new Fault("IA3001", "the ERP said no") { Step = "erp", Span = new SourceSpan("orders.flow.yaml", 6, 5) } : null;
        if (key is { } pair)
        {
            record.AddKey(pair.Name, pair.Value);
        }

        _host.Store.MessageLog.End(record);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(10));
        return record.Id.ToString();
    }
}
