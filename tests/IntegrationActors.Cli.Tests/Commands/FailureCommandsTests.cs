using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Management.Tests;

namespace IntegrationActors.Cli.Tests.Commands;

public sealed class FailureCommandsTests : IAsyncLifetime
{
    private ManagementHost _host = null!;
    private Ia _ia = null!;

    public async Task InitializeAsync()
    {
        _host = await ManagementHost.StartAsync();
        _ia = new Ia(_host);
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Lists_failures_by_cause()
    {
        await FailAsync(keep: true);
        var newest = await FailAsync(keep: true);

        var result = await _ia.RunAsync("get", "failures", "--since", "1h", "--flow", "orders");

        Assert.Matches($"\n2 +orders +1 +erp +IA3001 +2026-11-23 12:00:00.000Z +2026-11-23 12:00:01.000Z +{newest} *\n", result.Output);
    }

    [Fact]
    public async Task Sends_a_message_again_and_shows_its_successor()
    {
        var id = await FailAsync(keep: true);

        var result = await _ia.RunAsync("resend", id);
        var described = await _ia.RunAsync("describe", "message", id);

        var successor = result.Output.Trim().Split(' ')[^1];
        Assert.Equal($"{id} is sent again as {successor}\n", result.Output);
        Assert.Contains($"Sent again as:    {successor}\n", described.Output);
    }

    [Fact]
    public async Task A_message_without_input_says_how_to_keep_it()
    {
        var result = await _ia.RunAsync("resend", await FailAsync(keep: false));

        Assert.Equal(ExitCode.Negative, result.ExitCode);
        Assert.Contains("keepInput: failed", result.Error);
    }

    [Fact]
    public async Task Sends_all_messages_of_a_group_again()
    {
        await FailAsync(keep: true);
        await FailAsync(keep: true);

        var result = await _ia.RunAsync("retry", "--flow", "orders", "--step", "erp", "--code", "IA3001", "--no-wait", "-o", "name");
        var id = result.Output.Trim();

        Assert.Equal((ExitCode.Fine, 36), (result.ExitCode, id.Length));
    }

    [Fact]
    public async Task A_retry_of_everything_is_wrong_usage() =>
        Assert.Equal(new Ia.Result(ExitCode.Usage, "", "say which flow: --flow NAME\n"), await _ia.RunAsync("retry"));

    private async Task<string> FailAsync(bool keep)
    {
        var now = _host.Clock.GetUtcNow();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", "orders", 1), Id = MessageId.Create(now), Started = now };
        _host.Store.MessageLog.Begin(record);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        record.Status = MessageStatus.Failed;
        record.Fault = new Fault("IA3001", "it failed") { Step = "erp" };
        if (keep)
        {
            await _host.Store.Inputs.KeepAsync(new KeptInput { Id = record.Id, Flow = "orders", Entry = 0, Message = new Message { Body = Payload.FromText("in") }, CorrelationId = record.Id.ToString() });
        }

        _host.Store.MessageLog.End(record);
        return record.Id.ToString();
    }
}
