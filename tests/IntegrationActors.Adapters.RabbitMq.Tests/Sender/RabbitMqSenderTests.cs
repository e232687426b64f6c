using System.Text;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Sender;

/// <summary>What the options of the sender do, on a real broker.</summary>
public sealed class RabbitMqSenderTests : RabbitTest
{
    [ServerFact]
    public async Task Properties_and_allowed_headers_come_in_as_text()
    {
        await Peer.DeclareAsync();
        var properties = new BasicProperties
        {
            ContentType = "text/plain; charset=utf-8",
            CorrelationId = "c-1",
            ReplyTo = "answers",
            MessageId = "m-1",
            Timestamp = new AmqpTimestamp(1_700_000_000),
            Priority = 7,
            Expiration = "600000",
            Type = "order",
            AppId = "shop",
            Headers = new Dictionary<string, object?>
            {
                ["Größe-🚚"] = "日本語",
                ["number"] = 42,
                ["flag"] = true,
                ["table"] = new Dictionary<string, object?> { ["a"] = 1, ["b"] = new List<object?> { "ü", 2L } },
                ["secret"] = "stays outside",
                ["CamelHttpUri"] = "http://evil.example.com",
                ["SAP_MplCorrelationId"] = "together",
            },
        };
        await Peer.PutAsync(properties, "ä"u8.ToArray());

        await DeployAsync("allowedHeaders: [\"Gr.*\", number, flag, table, \"Camel.*\"]");
        await EndedAsync(1);

        var headers = Assert.Single(Host.Sink.Taken).Headers;
        Assert.Equal(
            ["text/plain; charset=utf-8", "c-1", "answers", "m-1", "1700000000000", "7", "600000", "order", "shop"],
            new[] { "Content-Type", "CamelRabbitmqCorrelationId", "CamelRabbitmqReplyTo", "CamelRabbitmqMessageId", "CamelRabbitmqTimestamp", "CamelRabbitmqPriority", "CamelRabbitmqExpiration", "CamelRabbitmqType", "CamelRabbitmqAppId" }.Select(name => headers[name]));
        Assert.Equal(["日本語", "42", "true", "{\"a\":1,\"b\":[\"ü\",2]}"], new[] { "Größe-🚚", "number", "flag", "table" }.Select(name => headers[name]));
        Assert.Equal((Peer.Queue, Peer.Queue, "", "0"), (headers["CamelRabbitmqQueue"], headers["CamelRabbitmqRoutingKey"], headers["CamelRabbitmqExchangeName"], headers["CamelRabbitmqDeliveryCount"]));
        Assert.False(headers.ContainsKey("secret") || headers.ContainsKey("CamelHttpUri"));
        Assert.Equal("together", Assert.Single(Host.Ended).CorrelationId);
    }

    [ServerFact]
    public async Task A_message_that_fails_too_often_is_a_dead_letter()
    {
        await Peer.DeclareAsync($"{Peer.Queue}.dead");
        await Peer.DeclareAsync(null, ("x-queue-type", "quorum"), ("x-dead-letter-exchange", ""), ("x-dead-letter-routing-key", $"{Peer.Queue}.dead"));
        await Peer.PutAsync("bad"u8.ToArray());
        Host.Sink.After = (_, _) => throw new FaultException("IA9999", "bad");

        await DeployAsync("maxDeliveries: 3, requeueDelay: 10ms");
        var dead = await Peer.NextAsync($"{Peer.Queue}.dead");
        await EndedAsync(3);

        Assert.Equal("bad"u8.ToArray(), dead.Body.ToArray());
        Assert.Equal([MessageStatus.Retry, MessageStatus.Retry, MessageStatus.Failed], Host.Ended.OrderBy(r => r.StartedTimestamp).Select(r => r.Status));
        Assert.Equal(["0", "1", "2"], Host.Sink.Taken.Select(t => t.Headers["CamelRabbitmqDeliveryCount"]));
    }

    [ServerFact]
    public async Task A_failed_message_is_rejected_at_once_when_the_channel_says_so()
    {
        await Peer.DeclareAsync($"{Peer.Queue}.dead");
        await Peer.DeclareAsync(null, ("x-dead-letter-exchange", ""), ("x-dead-letter-routing-key", $"{Peer.Queue}.dead"));
        await Peer.PutAsync("bad"u8.ToArray());
        Host.Sink.After = (_, _) => throw new FaultException("IA9999", "bad");

        await DeployAsync("onFailure: reject");
        await Peer.NextAsync($"{Peer.Queue}.dead");
        await EndedAsync(1);

        Assert.Equal(MessageStatus.Failed, Assert.Single(Host.Ended).Status);
    }

    [ServerFact]
    public async Task Messages_run_in_the_order_of_the_queue_also_when_one_fails()
    {
        await Peer.DeclareAsync(null, ("x-queue-type", "quorum"));
        for (var i = 0; i < 20; i++)
        {
            await Peer.PutAsync(Encoding.UTF8.GetBytes($"{i:00}"));
        }

        Host.Sink.After = (_, _) => Host.Sink.Begun == 5 ? throw new FaultException("IA9999", "not yet") : Task.CompletedTask;
        await DeployAsync("requeueDelay: 10ms");
        await EndedAsync(21);

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i:00}"), Host.Sink.Taken.Select(t => t.Text).Distinct());
    }

    [ServerFact]
    public async Task The_broker_keeps_what_the_flow_does_not_take()
    {
        await Peer.DeclareAsync();
        for (var i = 0; i < 50; i++)
        {
            await Peer.PutAsync([(byte)i]);
        }

        var go = new SemaphoreSlim(0);
        Host.Sink.Before = (_, cancel) => go.WaitAsync(cancel);
        await DeployAsync("concurrency: 4, prefetch: 6");
        await Eventually.HoldsAsync(() => Host.Sink.Begun == 4);
        await Eventually.HoldsAsync(async () => await Peer.ReadyAsync() == 44);
        go.Release(50);
        await EndedAsync(50);

        Assert.Equal(4, Host.Sink.Most);
    }

    [ServerFact]
    public async Task Several_queues_and_consumers_bring_each_message_once()
    {
        await Peer.DeclareAsync();
        await Peer.DeclareAsync($"{Peer.Queue}.b");
        for (var i = 0; i < 50; i++)
        {
            await Peer.PutAsync(Encoding.UTF8.GetBytes($"a{i}"));
            await Peer.PutAsync(Encoding.UTF8.GetBytes($"b{i}"), $"{Peer.Queue}.b");
        }

        await DeployAsync("concurrency: 8, consumers: 2", queues: $"{Peer.Queue}, {Peer.Queue}.b");
        await EndedAsync(100);

        Assert.Equal(100, Host.Sink.Taken.Select(t => t.Text).Distinct().Count());
        Assert.Equal(100, Host.Sink.Taken.Count);
    }

    [ServerFact]
    public async Task Whoever_asks_gets_the_result_of_the_flow()
    {
        await Peer.DeclareAsync();
        await Host.DeployAsync($"from: {{ rabbitmq: {{ {Peer.Access()}, queues: [{Peer.Queue}], reply: true, replyHeaders: [kind] }} }}\nsteps:\n  - set: {{ headers: {{ kind: größer }}, body: \"Hello ${{body}}\" }}");
        await using var channel = await Peer.ChannelAsync();
        var replies = await channel.QueueDeclareAsync();

        await Peer.PutAsync(new BasicProperties { ReplyTo = replies.QueueName, CorrelationId = "question-1" }, "Jürgen"u8.ToArray());
        BasicGetResult? reply = null;
        await Eventually.HoldsAsync(async () => (reply = await channel.BasicGetAsync(replies.QueueName, autoAck: true)) is not null);

        Assert.Equal("Hello Jürgen", Encoding.UTF8.GetString(reply!.Body.Span));
        Assert.Equal("question-1", reply.BasicProperties.CorrelationId);
        Assert.Equal("größer", Encoding.UTF8.GetString((byte[])reply.BasicProperties.Headers!["kind"]!));
    }

    [ServerFact]
    public async Task A_reply_that_nobody_waits_for_any_more_keeps_no_message()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync(new BasicProperties { ReplyTo = $"{Peer.Queue}.gone" }, "x"u8.ToArray());

        await DeployAsync("reply: true");
        await EndedAsync(1);

        Assert.Equal(MessageStatus.Completed, Assert.Single(Host.Ended).Status);
        await Eventually.HoldsAsync(() => Peer.Messages() == 0);
    }

    [ServerFact]
    public async Task A_second_exclusive_consumer_waits_and_takes_over()
    {
        await Peer.DeclareAsync();
        var first = await DeployAsync("exclusive: true");
        await Eventually.HoldsAsync(() => first.Channels[0].State == ChannelState.Connected);
        var second = await DeployAsync("exclusive: true", name: "second");
        await Eventually.HoldsAsync(() => second.Channels[0].State == ChannelState.Failed);
        var reason = second.Channels[0].Reason;

        await first.RetireAsync(TimeSpan.FromSeconds(5));
        await Peer.PutAsync("x"u8.ToArray());
        await EndedAsync(1);

        Assert.StartsWith("IA3917", reason, StringComparison.Ordinal);
        Assert.Equal(ChannelState.Connected, second.Channels[0].State);
    }

    [ServerFact]
    public async Task A_queue_that_is_deleted_shows_in_the_status_and_is_consumed_again_when_it_is_back()
    {
        await Peer.DeclareAsync();
        var flow = await DeployAsync();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);

        await using (var channel = await Peer.ChannelAsync())
        {
            await channel.QueueDeleteAsync(Peer.Queue, ifUnused: false, ifEmpty: false);
        }

        await Eventually.HoldsAsync(() => flow.Channels[0].Reason?.StartsWith("IA3905", StringComparison.Ordinal) == true);
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());

        await EndedAsync(1);
    }

    [ServerFact]
    public async Task The_channel_makes_its_queues_exchanges_and_bindings()
    {
        var topology = $"topology: {{ exchanges: [{{ name: {Peer.Queue}-x, type: topic }}], queues: [{{ name: {Peer.Queue}, maxLength: 10, messageTtl: 1h, singleActiveConsumer: true }}], bindings: [{{ exchange: {Peer.Queue}-x, queue: {Peer.Queue}, routingKey: \"order.#\" }}] }}";
        var flow = await DeployAsync(topology);
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected, () => flow.Channels[0].Reason ?? "");

        await using var channel = await Peer.ChannelAsync(confirms: true);
        await channel.BasicPublishAsync($"{Peer.Queue}-x", "order.de.1", mandatory: true, new BasicProperties(), "x"u8.ToArray());
        await EndedAsync(1);

        Assert.Equal("order.de.1", Assert.Single(Host.Sink.Taken).Headers["CamelRabbitmqRoutingKey"]);
    }

    [ServerFact]
    public async Task A_message_that_waits_in_memory_goes_back_when_the_flow_is_taken_away()
    {
        await Peer.DeclareAsync();
        for (var i = 0; i < 10; i++)
        {
            await Peer.PutAsync([(byte)i]);
        }

        var go = new TaskCompletionSource();
        Host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);
        var flow = await DeployAsync("prefetch: 10");
        await Eventually.HoldsAsync(async () => Host.Sink.Begun == 1 && await Peer.ReadyAsync() == 0);

        var retiring = flow.RetireAsync(TimeSpan.FromSeconds(60));
        await Eventually.HoldsAsync(async () => await Peer.ReadyAsync() == 9);
        go.SetResult();
        await retiring;

        Assert.Equal(MessageStatus.Completed, Assert.Single(Host.Ended).Status);
        Assert.Equal(9u, await Peer.ReadyAsync());
    }
}
