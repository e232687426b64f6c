using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Queues.Sender;

public sealed class QueueSenderAdapterTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task A_message_runs_under_its_id_in_the_queue_and_leaves_the_queue()
    {
        var deployment = await DeployAsync("name: orders", "  - set: { properties: { a: b } }\ntrack: { retries: \"${header.SAPJMSRetries}\", alert: \"${header.SAPJMSAlerttime}\", kept: \"${property.kept}\" }");
        var before = MessageId.Create(TimeProvider.System.GetUtcNow());

        var put = await PutAsync(new QueuedMessage
        {
            Id = MessageId.Create(TimeProvider.System.GetUtcNow()),
            Message = new Message { Body = Payload.FromText("x") },
            Properties = [new("kept", "yes")],
            CorrelationId = "c1",
            Predecessor = before,
            Sender = "shop",
        });
        var record = await _node.Log.NextAsync();
        await deployment.StopAsync();

        Assert.Equal((put.Id, MessageStatus.Completed), (record.Id, record.Status));
        Assert.Equal(("c1", before, "shop"), (record.CorrelationId, record.Predecessor, record.Sender));
        Assert.Equal([new("retries", "0"), new("alert", "172800000"), new("kept", "yes")], record.Keys);
        Assert.Equal(0, _node.Queues["orders"].Waiting);
    }

    [Fact]
    public async Task A_failed_message_is_logged_RETRY_under_one_id_until_its_last_try_fails()
    {
        await DeployAsync("name: orders, retry: { attempts: 3 }", "  - fail: no\ntrack: { retries: \"${header.SAPJMSRetries}\" }");

        var put = await PutAsync("x");
        var records = new[] { await _node.Log.NextAsync(), await _node.Log.NextAsync(), await _node.Log.NextAsync() };

        Assert.All(records, record => Assert.Equal(put.Id, record.Id));
        Assert.Equal([MessageStatus.Retry, MessageStatus.Retry, MessageStatus.Failed], records.Select(r => r.Status));
        Assert.Equal(["0", "1", "2"], records.Select(r => Assert.Single(r.Keys).Value));
        Assert.Equal(put.Id, Assert.Single(_node.Queues["orders"].Aside).Message.Id);
    }

    [Fact]
    public async Task An_escalated_message_is_done_with()
    {
        var deployment = await DeployAsync("name: orders", "  - escalate: { message: late }");

        await PutAsync("x");
        var record = await _node.Log.NextAsync();
        await deployment.StopAsync();

        Assert.Equal(MessageStatus.Escalated, record.Status);
        Assert.Equal(0, _node.Queues["orders"].Waiting);
    }

    [Fact]
    public async Task A_new_version_goes_on_where_the_old_one_stopped()
    {
        var deployment = await DeployAsync("name: orders, concurrency: 4", "  - set: { properties: { a: b } }");
        var ids = new List<MessageId>();

        for (var version = 2; version < 12; version++)
        {
            ids.AddRange([(await PutAsync("a")).Id, (await PutAsync("b")).Id, (await PutAsync("c")).Id]);
            var next = await DeployAsync("name: orders, concurrency: 4", "  - set: { properties: { a: b } }", version);
            await deployment.StopAsync();
            deployment = next;
        }

        var records = new List<MessageRecord>();
        while (records.Count < ids.Count)
        {
            records.Add(await _node.Log.NextAsync());
        }

        await deployment.StopAsync();
        Assert.All(records, record => Assert.Equal(MessageStatus.Completed, record.Status));
        Assert.Equal(ids.Order(), records.Select(r => r.Id).Order());
        Assert.Equal(ids.Count, _node.Log.Begun);
    }

    [Fact]
    public async Task A_queue_that_exists_with_the_other_access_type_cant_be_opened()
    {
        await _node.Queues.DeclareAsync(new QueueDeclaration("orders", QueueAccess.Exclusive), CancellationToken.None);

        var failure = await Assert.ThrowsAsync<FaultException>(() => DeployAsync("name: orders", "  - end"));

        Assert.Equal("IA3501", failure.Fault.Code);
    }

    [Theory]
    [InlineData("name: \"a b\"", "must be a name of 1 to 80 letters")]
    [InlineData("name: orders, access: exclusive, concurrency: 2", "one message at a time")]
    [InlineData("name: orders, concurrency: 0", "1")]
    public void What_a_queue_cant_do_is_a_finding(string channel, string said)
    {
        Assert.Contains(said, Assert.Single(TestNode.FindingsOf($"flow: orders\nfrom: {{ queue: {{ {channel} }} }}\nsteps:\n  - end")));
    }

    private Task<Deployment> DeployAsync(string channel, string rest, int version = 1) => _node.DeployTextAsync($"flow: orders\nfrom: {{ queue: {{ {channel} }} }}\nsteps:\n{rest}", version);

    private async Task<QueuePut> PutAsync(QueuedMessage message) => await _node.Queues.PutAsync("orders", message, CancellationToken.None);

    private Task<QueuePut> PutAsync(string body) => PutAsync(new QueuedMessage { Id = MessageId.Create(TimeProvider.System.GetUtcNow()), Message = new Message { Body = Payload.FromText(body) } });
}
