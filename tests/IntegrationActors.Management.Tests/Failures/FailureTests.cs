using System.Net;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Management.Tests.Failures;

public sealed class FailureTests : IAsyncLifetime
{
    private const string Failures = $"{Calls.Demo}/failures";
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Failed_messages_are_grouped_by_flow_version_step_and_code()
    {
        await FailAsync("orders", "erp", "IA3001");
        await FailAsync("orders", "map", "IA3002");
        Complete("orders");
        var newest = await FailAsync("orders", "erp", "IA3001");

        var found = await _host.Local.GetAsync(Failures).OkAsync();

        Assert.Equal(
            $$"""{"flow":"orders","version":3,"step":"erp","code":"IA3001","count":2,"first":"2026-11-23T12:00:00+00:00","last":"2026-11-23T12:00:03+00:00","sample":"{{newest}}","message":"it failed"}""",
            found["items"]![0]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal(2, found["items"]!.AsArray().Count);
        Assert.False((bool?)found["isCut"]);
    }

    [Fact]
    public async Task Only_what_failed_within_the_time_is_looked_at()
    {
        await FailAsync("orders", "erp", "IA3001");
        _host.Clock.Advance(TimeSpan.FromHours(25));
        await FailAsync("invoices", "erp", "IA3001");

        var day = await _host.Local.GetAsync(Failures).OkAsync();
        var all = await _host.Local.GetAsync($"{Failures}?since=2026-11-23T00:00:00Z").OkAsync();
        var one = await _host.Local.GetAsync($"{Failures}?since=2026-11-23T00:00:00Z&flow=orders&code=IA3001&step=erp&version=3").OkAsync();

        Assert.Equal(["invoices"], Flows(day));
        Assert.Equal(["invoices", "orders"], Flows(all).Order(StringComparer.Ordinal));
        Assert.Equal(["orders"], Flows(one));
    }

    [Fact]
    public async Task Messages_of_a_group_are_sent_again_once()
    {
        await FailAsync("orders", "erp", "IA3001");
        await FailAsync("orders", "erp", "IA3001", keep: false);
        await FailAsync("orders", "map", "IA3002");

        var first = await RetryAsync("""{"flow":"orders","step":"erp","code":"IA3001"}""");
        var second = await RetryAsync("""{"flow":"orders","step":"erp","code":"IA3001"}""");

        Assert.Equal(("Done", 2, 1, 1), ((string?)first["state"], (int)first["total"]!, (int)first["done"]!, (int)first["skipped"]!));
        Assert.Equal((1, 0), ((int)second["total"]!, (int)second["done"]!));
    }

    [Theory]
    [InlineData("since=yesterday")]
    [InlineData("version=three")]
    public async Task Queries_that_mean_nothing_are_refused(string query) =>
        await _host.Local.GetAsync($"{Failures}?{query}").ProblemAsync(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_retry_without_a_flow_is_refused() =>
        await _host.Local.PostAsync($"{Failures}/retry", Calls.Json("{}")).ProblemAsync(HttpStatusCode.BadRequest);

    [Fact]
    public async Task An_operation_that_nobody_began_is_not_found() =>
        await _host.Local.GetAsync($"{Calls.Demo}/operations/4711").ProblemAsync(HttpStatusCode.NotFound);

    private async Task<JsonNode> RetryAsync(string body)
    {
        var response = await _host.Local.PostAsync($"{Failures}/retry", Calls.Json(body));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        while (true)
        {
            var operation = await _host.Local.GetAsync(response.Headers.Location).OkAsync();
            if ((string?)operation["state"] != "Running")
            {
                return operation;
            }
        }
    }

    private async Task<string> FailAsync(string flow, string step, string code, bool keep = true)
    {
        var record = Begin(flow);
        record.Status = MessageStatus.Failed;
        record.Fault = new Fault(code, "it failed") { Step = step };
        if (keep)
        {
            await _host.Store.Inputs.KeepAsync(new KeptInput { Id = record.Id, Flow = flow, Entry = 0, Message = new Message { Body = Payload.FromText("in") }, CorrelationId = record.Id.ToString() });
        }

        _host.Store.MessageLog.End(record);
        return record.Id.ToString();
    }

    private void Complete(string flow)
    {
        var record = Begin(flow);
        record.Status = MessageStatus.Completed;
        _host.Store.MessageLog.End(record);
    }

    private MessageRecord Begin(string flow)
    {
        var now = _host.Clock.GetUtcNow();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", flow, 3), Id = MessageId.Create(now), Started = now };
        _host.Store.MessageLog.Begin(record);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        return record;
    }

    private static IEnumerable<string> Flows(JsonNode failures) => failures["items"]!.AsArray().Select(g => (string)g!["flow"]!);
}
