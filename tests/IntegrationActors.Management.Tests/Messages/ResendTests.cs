using System.Net;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Inputs;
using IntegrationActors.Storage.Queues;

namespace IntegrationActors.Management.Tests.Messages;

public sealed class ResendTests : IAsyncLifetime
{
    private ManagementHost _host = null!;

    public async Task InitializeAsync() => _host = await ManagementHost.StartAsync();

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_message_with_kept_input_is_sent_again_and_shows_its_successor()
    {
        var id = await FailedAsync(keep: true);

        var response = await _host.Local.PostAsync($"{Calls.Demo}/messages/{id}/resend", null);
        var successor = (string)(await response.JsonAsync())["id"]!;
        var original = await _host.Local.GetAsync($"{Calls.Demo}/messages/{id}").OkAsync();

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal($"{Calls.Demo}/messages/{successor}", response.Headers.Location?.ToString());
        Assert.Equal("FAILED", (string?)original["message"]!["status"]);
        Assert.Equal([successor], original["successors"]!.AsArray().Select(s => (string?)s));
        Assert.True((bool?)original["inputKept"]);
    }

    [Fact]
    public async Task Without_kept_input_the_answer_names_the_option_that_keeps_it()
    {
        var id = await FailedAsync(keep: false);

        var refused = await _host.Local.PostAsync($"{Calls.Demo}/messages/{id}/resend", null).ProblemAsync(HttpStatusCode.Conflict);

        Assert.Equal("IA2017", (string?)refused["code"]);
        Assert.Contains("'keepInput: failed' (or all) in flow 'orders'", (string?)refused["detail"]);
    }

    [Fact]
    public async Task A_message_that_a_queue_set_aside_is_tried_again_there()
    {
        var id = _host.Queues.Add("orders", QueueEntryStatus.SetAside);
        await FailedAsync(keep: false, id);

        var sent = await _host.Local.PostAsync($"{Calls.Demo}/messages/{id}/resend", null).OkAsync();

        Assert.Equal($$"""{"id":"{{id}}","original":"{{id}}","queue":"orders"}""", sent.ToJsonString());
    }

    [Fact]
    public async Task A_message_that_is_unknown_is_not_found() =>
        await _host.Local.PostAsync($"{Calls.Demo}/messages/4711/resend", null).ProblemAsync(HttpStatusCode.NotFound);

    private async Task<string> FailedAsync(bool keep, string? id = null)
    {
        var record = new MessageRecord
        {
            Flow = new FlowIdentity("demo", "orders", 3),
            Id = MessageId.TryParse(id, out var known) ? known : MessageId.Create(_host.Clock.GetUtcNow()),
            Started = _host.Clock.GetUtcNow(),
        };
        _host.Store.MessageLog.Begin(record);
        record.Status = MessageStatus.Failed;
        record.Fault = new Fault("IA3001", "the ERP said no");
        if (keep)
        {
            await _host.Store.Inputs.KeepAsync(new KeptInput { Id = record.Id, Flow = "orders", Entry = 0, Message = new Message { Body = Payload.FromText("in") }, CorrelationId = record.Id.ToString() });
        }

        _host.Store.MessageLog.End(record);
        return record.Id.ToString();
    }
}
