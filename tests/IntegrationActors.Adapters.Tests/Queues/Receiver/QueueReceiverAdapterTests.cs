using IntegrationActors.Adapters.Tests.Support;
using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Queues.Receiver;

public sealed class QueueReceiverAdapterTests : IAsyncLifetime
{
    private TestNode _node = null!;

    public async Task InitializeAsync() => _node = await TestNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Theory]
    [InlineData("send")]
    [InlineData("call")]
    public async Task The_message_is_in_the_queue_and_stays_the_answer(string step)
    {
        await _node.DeployAsync("path: /orders", $"- set: {{ headers: {{ Region: EU }} }}\n- {step}: {{ queue: later }}");

        var answer = await _node.PostAsync("/t/acme/http/orders", "hello");
        var record = await _node.Log.NextAsync();

        Assert.Equal("hello", await answer.Content.ReadAsStringAsync());
        var entry = Assert.Single(_node.Queues["later"].Put);
        Assert.Equal(("hello", "EU", "orders"), (entry.Body, entry.Headers["Region"], entry.Headers["SAP_IntegrationFlowID"]));
        Assert.Equal((record.Id, record.Id.ToString(), "shop"), (entry.Message.Predecessor, entry.Message.CorrelationId, entry.Message.Sender));
        Assert.Equal((MessageStatus.Completed, "queue:later"), (record.Status, record.Receiver));
        Assert.Empty(entry.Message.Properties);
    }

    [Fact]
    public async Task A_fixed_queue_is_made_when_the_flow_starts_and_a_computed_one_must_be_there()
    {
        await _node.DeployAsync("path: /orders, allowedHeaders: [Region]", "- send: { queue: { name: fixed, access: exclusive } }\n- send: { queue: \"to-${header.Region}\" }");

        await _node.PostAsync("/t/acme/http/orders", "x", ("Region", "EU"));
        var record = await _node.Log.NextAsync();

        Assert.Equal(QueueAccess.Exclusive, _node.Queues["fixed"].Access);
        Assert.Equal((MessageStatus.Failed, "IA3503"), (record.Status, record.Fault!.Code));
        Assert.False(_node.Queues.Has("to-EU"));
    }

    [Fact]
    public async Task Properties_and_the_deduplication_id_travel_if_the_channel_says_so()
    {
        await _node.DeployAsync("path: /orders", "- set: { properties: { id: \"7\" } }\n- send: { queue: { name: later, transferProperties: true, deduplicationId: \"${property.id}\", rememberFor: 2h, overdueAfter: 1h, expiresAfter: 3h } }");

        await _node.PostAsync("/t/acme/http/orders", "first");
        await _node.PostAsync("/t/acme/http/orders", "second");

        var message = Assert.Single(_node.Queues["later"].Put).Message;
        Assert.Equal([new("id", "7")], message.Properties);
        Assert.Equal(("7", TimeSpan.FromHours(2), TimeSpan.FromHours(1), TimeSpan.FromHours(3)), (message.DeduplicationId, message.RememberFor, message.OverdueAfter, message.ExpiresAfter));
    }

    [Fact]
    public async Task A_computed_name_that_is_none_fails_the_step()
    {
        await _node.DeployAsync("path: /orders", "- send: { queue: \"to ${body}\" }");

        await _node.PostAsync("/t/acme/http/orders", "x");

        var fault = (await _node.Log.NextAsync()).Fault!;
        Assert.Equal("IA3510", fault.Code);
        Assert.Contains("'to x'", fault.Message);
    }

    [Fact]
    public async Task A_fixed_name_that_is_none_is_a_finding()
    {
        var failure = await Assert.ThrowsAsync<DiagnosticException>(() => _node.DeployAsync("path: /orders", "- send: { queue: \"a b\" }"));

        Assert.Equal("IA1360", Assert.Single(failure.Diagnostics).Code);
    }

    [Fact]
    public async Task A_store_that_refuses_fails_the_step_with_its_status()
    {
        await _node.DeployAsync("path: /orders", "- send: { queue: later }");
        _node.Queues.Broken = new Fault("IA3504", "full") { ResponseStatus = 507 };

        var answer = await _node.PostAsync("/t/acme/http/orders", "x");

        Assert.Equal(507, (int)answer.StatusCode);
    }

    [Fact]
    public void A_message_that_expires_before_it_is_overdue_is_a_finding()
    {
        Assert.Contains("expire", Assert.Single(TestNode.Findings("path: /orders", "- send: { queue: { name: later, expiresAfter: 1d } }")));
    }
}
