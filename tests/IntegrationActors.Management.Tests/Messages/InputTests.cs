using System.Net;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Management.Tests.Messages;

public sealed class InputTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_kept_input_is_shown_with_its_secrets_masked()
    {
        var record = Log();
        var message = new Message { Body = Payload.FromText("in") };
        message.Headers.Set("X-Region", "EU");
        message.Headers.Set("Authorization", "Basic s3cret");
        await _host.Store.Inputs.KeepAsync(new KeptInput { Id = record.Id, Flow = "orders", Entry = 1, Message = message, CorrelationId = record.Id.ToString() });

        var input = await _host.Local.GetAsync($"{Calls.Demo}/messages/{record.Id}/input").OkAsync();

        Assert.Equal(("orders", 1, "in", 2), ((string?)input["flow"], (int)input["channel"]!, (string?)input["body"], (int)input["bodyLength"]!));
        Assert.Equal("""[{"name":"X-Region","value":"EU"},{"name":"Authorization","value":"***"}]""", input["headers"]!.ToJsonString());
    }

    [Fact]
    public async Task Without_kept_input_there_is_none_and_the_answer_names_the_option() =>
        Assert.Contains("keepInput", (string?)(await _host.Local.GetAsync($"{Calls.Demo}/messages/{Log().Id}/input").ProblemAsync(HttpStatusCode.NotFound))["detail"]);

    private MessageRecord Log()
    {
        var now = _host.Clock.GetUtcNow();
        var record = new MessageRecord { Flow = new FlowIdentity("demo", "orders", 3), Id = MessageId.Create(now), Started = now };
        _host.Store.MessageLog.Begin(record);
        record.Status = MessageStatus.Completed;
        _host.Store.MessageLog.End(record);
        return record;
    }
}
