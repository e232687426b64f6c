using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Management.Tests;
using IntegrationActors.Storage.Flows;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class TestRecordCommandTests : IAsyncLifetime
{
    private const string Flow = """
        flow: orders
        from: { https: { path: /orders } }
        steps:
          - set: { body: "order ${body}" }
          - call: { name: erp, https: { url: "http://erp.example.org/", method: POST } }
        """;

    private readonly TemporaryFolder _folder = TemporaryFolder.Create();
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host) { Folder = _folder.Path };
        await _host.Store.Plans.PutAsync("orders", 1, [new FlowPlanNode("set", "set-1", "orders.flow.yaml(4,5)"), new FlowPlanNode("call", "erp", "orders.flow.yaml(5,5)")]);
        _folder.Write("flows/orders.flow.yaml", Flow);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_traced_message_becomes_a_test_that_passes()
    {
        var id = await LogAsync(keep: false, [Capture(0, 0, "before", "1"), Capture(1, 1, "before", "order 1"), Capture(2, -1, "end", "{\"ok\":true}")]);

        var recorded = await _ia.RunAsync("test", "record", id);
        var tested = await _ia.RunAsync("test");

        Assert.True(recorded.ExitCode == ExitCode.Fine, recorded.Error);
        Assert.True(tested.ExitCode == ExitCode.Fine, tested.Output + tested.Error);
        Assert.Contains("erp", await RecordedAsync());
    }

    [Fact]
    public async Task A_kept_input_becomes_the_message_and_its_secrets_are_masked()
    {
        var id = await LogAsync(keep: true, []);

        await _ia.RunAsync("test", "record", id);

        var text = await RecordedAsync();
        Assert.Contains("Authorization: \"***\"", text);
        Assert.Contains("""{\"id\":1,\"password\":\"***\"}""", text);
        Assert.DoesNotContain("s3cret", text);
    }

    [Fact]
    public async Task A_message_of_which_nothing_was_kept_says_how_to_keep_the_next()
    {
        var result = await _ia.RunAsync("test", "record", await LogAsync(keep: false, []));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains("keepInput: all", result.Error);
    }

    private async Task<string> RecordedAsync() => await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "flows"), "*.test.yaml")));

    private static TraceEntry Capture(int sequence, int node, string point, string body) =>
        new(sequence, node, point, [], [], Encoding.UTF8.GetBytes(body), Encoding.UTF8.GetByteCount(body));

    private async Task<string> LogAsync(bool keep, IList<TraceEntry> trace)
    {
        var now = _host.Clock.GetUtcNow();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", "orders", 1), Id = MessageId.Create(now), Started = now };
        _host.Store.MessageLog.Begin(record);
        if (keep)
        {
            var message = new Message { Body = Payload.FromText("""{"id":1,"password":"s3cret"}""") };
            message.Headers.Set("Authorization", "Basic s3cret");
            await _host.Store.Inputs.KeepAsync(new KeptInput { Id = record.Id, Flow = "orders", Entry = 0, Message = message, CorrelationId = record.Id.ToString() });
        }

        record.Status = MessageStatus.Completed;
        record.Trace = trace;
        _host.Store.MessageLog.End(record);
        return record.Id.ToString();
    }
}
