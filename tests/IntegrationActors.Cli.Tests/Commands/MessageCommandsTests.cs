using System.Text;
using System.Text.Json.Nodes;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Management.Tests;
using IntegrationActors.Storage.Flows;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class MessageCommandsTests : IAsyncLifetime
{
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
        await _host.Store.Plans.PutAsync("orders", 1, [new FlowPlanNode("set", "set 1", "orders.flow.yaml(5,5)"), new FlowPlanNode("call", "erp", "orders.flow.yaml(6,5)")]);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Lists_messages_with_keys_and_errors()
    {
        var id = Log(MessageStatus.Failed, "4711");

        var result = await _ia.RunAsync("get", "messages", "--status", "failed", "--key", "orderId=4711", "--since", "1h");

        Assert.Matches($"{id} +FAILED +orders +2026-11-23 12:00:00.000Z +2.5 ms +orderId=4711 +IA3001: the ERP said no ask it *\n", result.Output);
    }

    [Fact]
    public async Task Follows_pages_up_to_the_limit()
    {
        var ids = Enumerable.Range(0, 5).Select(i => Log(MessageStatus.Completed, $"{i}")).Reverse().ToList();

        var result = await _ia.RunAsync("get", "messages", "-n", "3", "-o", "name");

        Assert.Equal(ids.Take(3), result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Describes_a_message_with_the_times_of_its_steps()
    {
        var id = Log(MessageStatus.Failed, "4711");

        var result = await _ia.RunAsync("describe", "message", id);

        Assert.Contains("Status:           FAILED\n", result.Output);
        Assert.Contains("Failed step:      erp\n", result.Output);
        Assert.Contains("  key orderId = 4711\n", result.Output);
        Assert.Matches(@"\n1 +set 1 +set +\+100 µs +200 µs +ok +orders.flow.yaml\(5,5\) *\n2 +erp +call +\+400 µs +2.0 ms +failed +orders.flow.yaml\(6,5\) *\n$", result.Output);
    }

    [Fact]
    public async Task Shows_headers_properties_and_body_before_each_step()
    {
        var body = Encoding.UTF8.GetBytes("{\"id\":1}");
        var id = Log(MessageStatus.Completed, "1", [new TraceEntry(0, 1, "before", [new("X-Region", "EU")], [new("orderId", "1")], body, body.Length)]);

        var result = await _ia.RunAsync("trace", id);

        Assert.Equal(
            """
            === 0 before erp (call) ===
              header X-Region: EU
              property orderId: 1
              body (8 bytes):
            {"id":1}


            """.ReplaceLineEndings("\n"),
            result.Output);
    }

    [Fact]
    public async Task A_message_that_was_not_traced_says_why()
    {
        var result = await _ia.RunAsync("trace", Log(MessageStatus.Completed, "1"));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.StartsWith("nothing was traced of this message", result.Error);
    }

    [Fact]
    public async Task Logs_are_lines_oldest_first()
    {
        var first = Log(MessageStatus.Completed, "1");
        var second = Log(MessageStatus.Failed, "2");

        var result = await _ia.RunAsync("logs");

        Assert.Equal(
            $"2026-11-23 12:00:00.000Z COMPLETED orders {first} 2.5 ms orderId=1\n2026-11-23 12:00:00.010Z FAILED    orders {second} 2.5 ms orderId=2 IA3001: the ERP said no ask it\n",
            result.Output);
    }

    [Fact]
    public async Task Following_logs_prints_each_message_once_and_new_ones_as_they_come()
    {
        var first = Log(MessageStatus.Completed, "1");
        using var stop = new CancellationTokenSource();

        var following = _ia.RunAsync(["logs", "-f"], stop.Token);
        var second = Log(MessageStatus.Completed, "2");
        await UntilAsync(following, requests: 4);
        await stop.CancelAsync();
        var result = await following;

        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.Equal([first, second], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]));
    }

    [Fact]
    public async Task Following_failures_prints_one_that_began_before_others_failed()
    {
        var slow = Begin();
        Log(MessageStatus.Failed, "fast");
        using var stop = new CancellationTokenSource();

        var following = _ia.RunAsync(["logs", "-f", "--status", "failed"], stop.Token);
        await UntilAsync(following, requests: 3);
        End(slow, MessageStatus.Failed, "slow");
        await UntilAsync(following, _host.Requests + 2);
        await stop.CancelAsync();

        Assert.Equal(["fast", "slow"], (await following).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split("orderId=")[1].Split(' ')[0]));
    }

    [Fact]
    public async Task Logs_begin_with_the_newest_and_say_that_there_are_more()
    {
        Log(MessageStatus.Completed, "1");
        var last = Log(MessageStatus.Completed, "2");

        var result = await _ia.RunAsync("logs", "-n", "1", "-o", "name");

        Assert.Equal(new Ia.Result(ExitCode.Fine, $"{last}\n", "the newest 1 of more messages; --tail N begins earlier\n"), result);
    }

    [Fact]
    public async Task A_filter_that_means_nothing_is_wrong_usage()
    {
        var result = await _ia.RunAsync("get", "messages", "--status", "lost");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith("IA2005: status: 'lost' is none of PROCESSING, ", result.Error);
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00.005")]
    [InlineData("2026-11-23T13:00:00.005+01:00")]
    public async Task A_time_without_zone_is_utc(string from)
    {
        Log(MessageStatus.Completed, "1");
        var second = Log(MessageStatus.Completed, "2");

        Assert.Equal($"{second}\n", (await _ia.RunAsync("get", "messages", "--from", from, "-o", "name")).Output);
    }

    [Fact]
    public async Task Logs_as_json_are_one_object_per_line()
    {
        var id = Log(MessageStatus.Completed, "ä");

        var result = await _ia.RunAsync("logs", "-o", "json");

        Assert.Equal(id, (string?)JsonNode.Parse(Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!["id"]);
        Assert.Contains("ä", result.Output);
    }

    [Fact]
    public async Task What_a_stranger_sent_can_neither_break_a_row_nor_drive_the_terminal()
    {
        Log(MessageStatus.Completed, "1\u001b]0;owned\u0007\nFAILED");

        var table = await _ia.RunAsync("get", "messages");
        var logs = await _ia.RunAsync("logs");

        Assert.Contains("orderId=1\\u001b]0;owned\\u0007 FAILED", table.Output);
        Assert.Equal(2, table.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single(logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // The fake clock goes on until the command has asked so often.
    private async Task UntilAsync(Task command, int requests)
    {
        while (!command.IsCompleted && _host.Requests < requests)
        {
            _host.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
    }

    private string Log(MessageStatus status, string order, IList<TraceEntry>? trace = null) => End(Begin(), status, order, trace);

    private MessageRecord Begin()
    {
        var now = _host.Clock.GetUtcNow();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", "orders", 1), Id = MessageId.Create(now), Started = now };
        _host.Store.MessageLog.Begin(record);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(10));
        return record;
    }

    private string End(MessageRecord record, MessageStatus status, string order, IList<TraceEntry>? trace = null)
    {
        record.Steps.End(record.Steps.Begin(0, 100), 200, failed: false);
        record.Steps.End(record.Steps.Begin(1, 400), 2000, failed: status == MessageStatus.Failed);
        record.Status = status;
        record.Duration = 2500;
        record.Trace = trace;
        record.Fault = status == MessageStatus.Failed ? new Fault("IA3001", "the ERP said no", "ask it") { Step = "erp", Span = new SourceSpan("orders.flow.yaml", 6, 5) } : null;
        record.AddKey("orderId", order);
        _host.Store.MessageLog.End(record);
        return record.Id.ToString();
    }
}
