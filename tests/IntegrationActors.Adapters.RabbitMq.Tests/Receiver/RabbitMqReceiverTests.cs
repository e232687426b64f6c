using System.Globalization;
using System.Text;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Tests.Receiver;

/// <summary>What the options of the receiver do, on a real broker.</summary>
public sealed class RabbitMqReceiverTests : RabbitTest
{
    [ServerFact]
    public async Task Properties_and_chosen_headers_go_along()
    {
        await Peer.DeclareAsync();

        var record = await SendAsync(
            $"routingKey: {Peer.Queue}, headers: [\"*\"], priority: \"${{header.prio}}\", timeToLive: 10m, messageId: \"m-${{header.prio}}\", correlationId: c, replyTo: answers, type: order, contentEncoding: identity",
            "x",
            headers: [("prio", "3"), ("Größe", "日本語 🚚"), ("Content-Type", "text/plain"), ("CamelFileName", "stays inside")]);
        var message = await Peer.NextAsync();

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        var properties = message.BasicProperties;
        Assert.Equal(
            ("text/plain", "identity", DeliveryModes.Persistent, 3, "c", "answers", "600000", "m-3", "order"),
            (properties.ContentType, properties.ContentEncoding, properties.DeliveryMode, properties.Priority, properties.CorrelationId, properties.ReplyTo, properties.Expiration, properties.MessageId, properties.Type));
        Assert.Equal("日本語 🚚", Encoding.UTF8.GetString((byte[])properties.Headers!["Größe"]!));
        Assert.Equal(record.Id.ToString(), Encoding.UTF8.GetString((byte[])properties.Headers["SAP_MplCorrelationId"]!));
        Assert.False(properties.Headers.ContainsKey("CamelFileName"));
        Assert.True(properties.IsTimestampPresent());
    }

    [ServerFact]
    public async Task The_routing_key_of_the_message_chooses_the_queue()
    {
        var topology = $"topology: {{ exchanges: [{{ name: {Peer.Queue}-x, type: topic }}], queues: [{{ name: {Peer.Queue}, type: classic }}, {{ name: {Peer.Queue}.b, type: classic }}], bindings: [{{ exchange: {Peer.Queue}-x, queue: {Peer.Queue}, routingKey: order.de }}, {{ exchange: {Peer.Queue}-x, queue: {Peer.Queue}.b, routingKey: order.fr }}] }}";
        var flow = await DeploySendingAsync($"exchange: {Peer.Queue}-x, routingKey: \"order.${{header.country}}\", {topology}");

        await Host.SendAsync(flow, Payload.FromText("Berlin"), ("country", "de"));
        await Host.SendAsync(flow, Payload.FromText("Paris"), ("country", "fr"));
        var lost = await Host.SendAsync(flow, Payload.FromText("Roma"), ("country", "it"));

        Assert.Equal("Berlin", Encoding.UTF8.GetString((await Peer.NextAsync()).Body.Span));
        Assert.Equal("Paris", Encoding.UTF8.GetString((await Peer.NextAsync($"{Peer.Queue}.b")).Body.Span));
        Assert.Equal("IA3910", lost.Fault?.Code);
    }

    [ServerTheory]
    [InlineData("mandatory: true", MessageStatus.Failed)]
    [InlineData("mandatory: false", MessageStatus.Completed)]
    public async Task A_message_that_no_queue_wants_fails_unless_the_channel_says_otherwise(string option, MessageStatus status)
    {
        var record = await SendAsync($"routingKey: {Peer.Queue}, {option}");

        Assert.Equal(status, record.Status);
        Assert.Equal(status == MessageStatus.Failed ? "IA3910" : null, record.Fault?.Code);
    }

    [ServerFact]
    public async Task An_unknown_exchange_fails_its_message_and_no_other()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"exchange: \"${{header.exchange}}\", routingKey: {Peer.Queue}");

        await Parallel.ForAsync(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (i, _) =>
            await Host.SendAsync(flow, Payload.FromText($"{i}"), ("exchange", i % 3 == 0 ? $"nowhere-{i}" : "")));

        Assert.Equal(20, Host.Ended.Count(r => r.Fault?.Code == "IA3905"));
        Assert.Equal(40, Host.Ended.Count(r => r.Status == MessageStatus.Completed));
        Assert.Equal(40u, await Peer.ReadyAsync());
    }

    [ServerFact]
    public async Task A_full_queue_that_refuses_fails_the_message()
    {
        await Peer.DeclareAsync(null, ("x-max-length", 1), ("x-overflow", "reject-publish"));
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}");

        await Host.SendAsync(flow, Payload.FromText("1"));
        await Eventually.HoldsAsync(async () => (await Host.SendAsync(flow, Payload.FromText("2"))).Fault?.Code == "IA3911");

        Assert.Equal(MessageStatus.Completed, Host.Ended.First().Status);
    }

    [ServerTheory]
    [InlineData("priority: \"${header.bad}\"", "high")]
    [InlineData("messageId: \"${header.bad}\"", "long")]
    [InlineData("headers: [bad]", "huge")]
    public async Task What_can_not_be_sent_fails_before_anything_is_sent(string option, string value)
    {
        await Peer.DeclareAsync();

        var record = await SendAsync($"routingKey: {Peer.Queue}, {option}", headers: [("bad", value == "long" ? new string('ü', 200) : value == "huge" ? new string('x', 200_000) : value)]);

        Assert.Equal("IA3913", record.Fault?.Code);
        Assert.Equal(0u, await Peer.ReadyAsync());
    }

    [ServerFact]
    public async Task A_call_gets_the_reply_as_its_body()
    {
        await Peer.DeclareAsync();
        await Host.DeployAsync($"from: {{ rabbitmq: {{ {Peer.Access()}, queues: [{Peer.Queue}], concurrency: 5, reply: true, replyHeaders: [kind] }} }}\nsteps:\n  - set: {{ headers: {{ kind: reply, Content-Type: text/plain }}, body: \"Hello ${{body}}\" }}", "server");
        var asking = await Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ rabbitmq: {{ {Peer.Access()}, routingKey: {Peer.Queue} }} }}\n  - send: {{ sink: {{}} }}", "asking");

        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await Host.SendAsync(asking, Payload.FromText($"Jürgen {i}")));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"Hello Jürgen {i}").Order(), Host.Sink.Taken.Select(t => t.Text).Order());
        Assert.All(Host.Sink.Taken, taken => Assert.Equal(("reply", "text/plain"), (taken.Headers["kind"], taken.Headers["Content-Type"])));
    }

    [ServerFact]
    public async Task A_call_without_a_reply_fails_in_time()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, replyTimeout: 200ms", step: "call");

        var record = await Host.SendAsync(flow, Payload.FromText("?"));

        Assert.Equal("IA3914", record.Fault?.Code);
    }

    [ServerFact]
    public async Task A_confirmation_that_is_lost_fails_the_message_which_may_have_arrived()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}", Peer.Access(throughProxy: true));
        await Host.SendAsync(flow, Payload.FromText("before"));

        // The broker has the message, and its answer is on the way.
        Peer.Proxy.Set("latency_ms=20000");
        var sending = Host.SendAsync(flow, Payload.FromText("cut"));
        await Eventually.HoldsAsync(async () => await Peer.ReadyAsync() == 2);
        Peer.Proxy.Set("mode=reset");
        Peer.Proxy.Reset();
        var cut = await sending.WaitAsync(TimeSpan.FromSeconds(60));
        var after = await Host.SendAsync(flow, Payload.FromText("after"));

        Assert.Equal("IA3912", cut.Fault?.Code);
        Assert.Contains("may have arrived", cut.Fault!.Message, StringComparison.Ordinal);
        Assert.True(after.Status == MessageStatus.Completed, after.Fault?.ToString());
        Assert.Equal(3u, await Peer.ReadyAsync());
    }

    [ServerFact]
    public async Task A_confirmation_that_is_lost_costs_one_double_when_the_channel_repeats()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, retry: {{ attempts: 5, interval: 100ms, repeatUnconfirmed: true }}", Peer.Access(throughProxy: true));
        await Host.SendAsync(flow, Payload.FromText("before"));

        Peer.Proxy.Set("latency_ms=20000");
        var sending = Host.SendAsync(flow, Payload.FromText("twice"));
        await Eventually.HoldsAsync(async () => await Peer.ReadyAsync() == 2);
        Peer.Proxy.Set("mode=reset");
        Peer.Proxy.Reset();
        var record = await sending.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(3u, await Peer.ReadyAsync());
        await Peer.NextAsync();
        Assert.Equal((await Peer.NextAsync()).BasicProperties.MessageId, (await Peer.NextAsync()).BasicProperties.MessageId);
    }

    [ServerFact]
    public async Task An_exchange_that_is_deleted_closes_the_channel_which_is_told_and_heals_when_it_is_back()
    {
        var exchange = $"{Peer.Queue}-x";
        await Peer.DeclareAsync();
        await using var channel = await Peer.ChannelAsync();
        await MakeAsync();
        var flow = await DeploySendingAsync($"exchange: {exchange}, routingKey: k");
        var before = await Host.SendAsync(flow, Payload.FromText("before"));

        await channel.ExchangeDeleteAsync(exchange);
        var gone = await Host.SendAsync(flow, Payload.FromText("gone"));
        var still = await Host.SendAsync(flow, Payload.FromText("gone"));
        await MakeAsync();
        var after = await Host.SendAsync(flow, Payload.FromText("after"));

        Assert.Equal((MessageStatus.Completed, "IA3905", "IA3905"), (before.Status, gone.Fault?.Code, still.Fault?.Code));
        Assert.True(after.Status == MessageStatus.Completed, after.Fault?.ToString());
        Assert.Equal(2u, await Peer.ReadyAsync());

        async Task MakeAsync()
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Direct, durable: true);
            await channel.QueueBindAsync(Peer.Queue, exchange, "k");
        }
    }

    [ServerFact]
    public async Task A_frozen_broker_fails_the_message_in_time_and_the_next_one_connects_again()
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 1s", Peer.Access(throughProxy: true));
        await Host.SendAsync(flow, Payload.FromText("before"));

        Peer.Proxy.Set("mode=blackhole");
        var frozen = await Host.SendAsync(flow, Payload.FromText("frozen")).WaitAsync(TimeSpan.FromSeconds(30));
        Peer.Proxy.Reset();
        var after = await Host.SendAsync(flow, Payload.FromText("after"));

        Assert.Equal("IA3912", frozen.Fault?.Code);
        Assert.True(after.Status == MessageStatus.Completed, after.Fault?.ToString());
    }

    [ServerFact]
    public async Task Another_attempt_finds_a_broker_that_comes_back()
    {
        await Peer.DeclareAsync();
        Peer.Proxy.Set("mode=refuse");
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, retry: {{ attempts: 10, interval: 100ms }}", Peer.Access(throughProxy: true));
        var sending = Host.SendAsync(flow, Payload.FromText("x"));
        await Task.Delay(500);
        Peer.Proxy.Reset();

        var record = await sending;

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
    }

    [ServerFact]
    public async Task A_flow_does_not_start_on_a_queue_that_is_declared_otherwise()
    {
        await Peer.DeclareAsync();

        var failure = await Assert.ThrowsAsync<Core.Exchanges.FaultException>(() => DeploySendingAsync($"routingKey: {Peer.Queue}, topology: {{ queues: [{Peer.Queue}] }}"));

        Assert.Equal("IA3907", failure.Fault.Code);
    }

    [ServerFact]
    public async Task Connections_bear_the_name_of_their_flow()
    {
        await Peer.DeclareAsync();
        await SendAsync($"routingKey: {Peer.Queue}");

        Assert.Contains($"{FlowHost.Tenant}/sending/rabbitmq", Peer.Server.Do("ctl", "list_connections", "client_properties"), StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Ten_thousand_messages_of_all_sizes_pass_both_channels_over_TLS()
    {
        const int Count = 10_000;
        await Peer.DeclareAsync(null, ("x-queue-type", "quorum"));
        await Host.DeployAsync($"from: {{ rabbitmq: {{ {Peer.AccessByTls()}, queues: [{Peer.Queue}], concurrency: 16, allowedHeaders: [\"n-.*\"] }} }}\nsteps:\n  - send: {{ sink: {{}} }}", "taking");
        var sending = await DeploySendingAsync($"routingKey: {Peer.Queue}, headers: [\"*\"]", Peer.AccessByTls());

        var hashes = new string[Count];
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            var body = Body(i);
            hashes[i] = Sink.HashOf(body);
            await Host.SendAsync(sending, Payload.FromBytes(body), ("n-größe", $"日本語 {i}"));
        });
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count >= Count, () => $"{Host.Sink.Taken.Count} came");

        var taken = Host.Sink.Taken.ToDictionary(t => t.Headers["n-größe"], t => t.Hash, StringComparer.Ordinal);
        Assert.Equal(Count, Host.Sink.Taken.Count);
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(hashes[i], taken[$"日本語 {i.ToString(CultureInfo.InvariantCulture)}"]));
    }

    // From nothing to a MB, most of them small.
    private static byte[] Body(int i)
    {
        var body = new byte[i % 1000 == 0 ? 1_048_576 : i % 100 == 0 ? 100_000 : i % 10 * 300];
        new Random(i).NextBytes(body);
        return body;
    }
}
