using System.Text;
using Amqp;
using Amqp.Framing;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using Message = Amqp.Message;

namespace IntegrationActors.Adapters.Amqp.Tests.Receiver;

/// <summary>What a broker gets, and what a flow learns of its answer.</summary>
public class AmqpReceiverTests() : PeerTest(ownServer: true)
{
    [ServerFact]
    public async Task Headers_become_properties_and_application_properties_of_their_types()
    {
        await SendAsync(
            "timeToLive: 1h, messageId: \"${header.id}\", headerTypes: { anzahl: int, preis: double, ok: boolean, wann: timestamp }",
            "{}",
            ("id", "m-1"), ("Content-Type", "application/json"), ("JMSType", "order"), ("JMSCorrelationID", "c-1"), ("anzahl", "42"), ("preis", "1.5"), ("ok", "true"), ("wann", "1767323045000"), ("kunde", "Müller 日本 🚚"), ("CamelFileName", "x"));

        var message = await TakeOneAsync();

        Assert.Equal(("m-1", "c-1", "order", "application/json"), (message.Properties.MessageId, message.Properties.CorrelationId, message.Properties.Subject, (string)message.Properties.ContentType));
        Assert.True(message.Header.Durable);
        Assert.Equal(3_600_000u, message.Header.Ttl);
        Assert.Equal(TimeSpan.FromHours(1), message.Properties.AbsoluteExpiryTime - message.Properties.CreationTime);
        Assert.Equal((42L, 1.5, true), (Convert.ToInt64(message.ApplicationProperties["anzahl"], null), Convert.ToDouble(message.ApplicationProperties["preis"], null), (bool)message.ApplicationProperties["ok"]));
        Assert.Equal("Müller 日本 🚚", message.ApplicationProperties["kunde"]);
        Assert.False(message.ApplicationProperties.Map.ContainsKey("CamelFileName"));
        Assert.Equal("{}", Encoding.UTF8.GetString((byte[])message.Body));
    }

    [ServerFact]
    public async Task A_header_that_has_no_value_of_its_type_fails_the_message()
    {
        var record = await SendAsync("headerTypes: { anzahl: int }", "x", ("anzahl", "viele"));

        Assert.Equal("IA3894", record.Fault?.Code);
        Assert.Contains("'viele'", record.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(0, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task A_text_is_sent_as_text_and_names_as_JMS_wants_them()
    {
        await SendAsync("messageType: text, headerFormat: replace, delivery: nonPersistent, headers: [x-a.b]", "Größe 🚚", ("x-a.b", "1"), ("other", "2"));

        var message = await TakeOneAsync();

        Assert.Equal("Größe 🚚", message.Body);
        Assert.False(message.Header?.Durable ?? false);
        Assert.Equal("1", message.ApplicationProperties["x_HYPHEN_a_DOT_b"]);
        Assert.False(message.ApplicationProperties.Map.ContainsKey("other"));
    }

    [ServerFact]
    public async Task The_correlation_id_of_the_log_goes_from_flow_to_flow()
    {
        var first = await SendAsync("", "x");
        await TakeAsync();
        await EndedAsync(2);

        Assert.Equal(first.Id.ToString(), Host.Ended.Last().CorrelationId);
    }

    [ServerTheory]
    [InlineData("on=send&outcome=rejected&error=amqp:precondition-failed", "IA3888", "amqp:precondition-failed: test fault")]
    [InlineData("on=send&outcome=released", "IA3889", "released")]
    [InlineData("on=send&outcome=modified", "IA3889", "modified")]
    [InlineData("on=send&outcome=none", "IA3890", "may have arrived")]
    [InlineData("on=attach&error=amqp:not-found", "IA3885", "test fault")]
    [InlineData("on=attach&error=amqp:unauthorized-access", "IA3886", "test fault")]
    [InlineData("on=open&error=amqp:connection:forced", "IA3887", "amqp:connection:forced")]
    public async Task What_the_broker_does_not_accept_fails_the_message_with_its_reason(string fault, string code, string text)
    {
        Peer.Fault(fault);

        var record = await SendAsync("timeout: 6s", "x");

        Assert.Equal((MessageStatus.Failed, code), (record.Status, record.Fault?.Code));
        Assert.Contains(text, record.Fault!.Message, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task A_message_that_was_stored_before_the_connection_broke_may_have_arrived_and_is_not_sent_twice()
    {
        Peer.Fault("on=send&lose=1&count=1");

        var record = await SendAsync("retry: { attempts: 5, interval: 100ms }", "x");

        Assert.Equal("IA3890", record.Fault?.Code);
        Assert.Equal(1, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task A_message_that_the_broker_gave_back_is_sent_again()
    {
        Peer.Fault("on=send&outcome=released&count=2");

        var record = await SendAsync("retry: { attempts: 3, interval: 10ms }", "x");

        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
        Assert.Equal(1, Peer.Depth(Peer.Queue));
    }

    [ServerFact]
    public async Task Cut_connections_lose_nothing_that_was_accepted()
    {
        var flow = await PutAsync("timeout: 20s");
        var cutting = Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await Task.Delay(100);
                Peer.Drop();
            }
        });

        await Parallel.ForAsync(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 5 }, async (i, _) => await Host.SendAsync(flow, Payload.FromText($"{i}"), ("i", $"{i}")));
        await cutting;

        var arrived = await Peer.Broker.TakeAsync(Peer.Queue, Peer.Depth(Peer.Queue));
        var accepted = Host.Ended.Count(record => record.Status == MessageStatus.Completed);
        var lost = Host.Ended.Count(record => record.Fault?.Code == "IA3890");
        Assert.Equal(arrived.Count, arrived.Select(message => message.ApplicationProperties["i"]).Distinct().Count());
        Assert.InRange(arrived.Count, accepted, accepted + lost);
    }

    [ServerFact]
    public async Task A_frozen_broker_fails_the_message_in_time_and_the_next_one_passes()
    {
        var flow = await PutAsync("timeout: 2s", Peer.Access(throughProxy: true));
        await Host.SendAsync(flow, Payload.FromText("1"));
        Peer.Proxy.Set("mode=blackhole");
        var frozen = await Host.SendAsync(flow, Payload.FromText("2")).WaitAsync(TimeSpan.FromSeconds(30));
        Peer.Proxy.Set("mode=reset");
        Peer.Proxy.Reset();

        await Eventually.HoldsAsync(async () => (await Host.SendAsync(flow, Payload.FromText("3"))).Status == MessageStatus.Completed);

        Assert.Equal("IA3890", frozen.Fault?.Code);
    }

    [ServerFact]
    public async Task A_call_gets_the_answer()
    {
        using var stop = new CancellationTokenSource();
        var answering = Peer.Broker.AnswerAsync(
            Peer.Queue, request => new Message { BodySection = new Data { Binary = [.. "re: "u8, .. (byte[])request.Body] }, ApplicationProperties = new ApplicationProperties { ["antwort"] = "日本" } }, stop.Token);
        var flow = await Host.DeployAsync($"from: {{ direct: {{}} }}\nsteps:\n  - call: {{ amqp: {{ {Peer.Access()} }} }}\n  - send: {{ sink: {{}} }}");

        await Parallel.ForAsync(0, 10, async (i, _) => await Host.SendAsync(flow, Payload.FromText($"{i}")));
        await stop.CancelAsync();
        await answering;

        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"re: {i}"), Host.Sink.Taken.Select(taken => taken.Text).Order());
        Assert.All(Host.Sink.Taken, taken => Assert.Equal("日本", taken.Headers["antwort"]));
    }

    [ServerFact]
    public async Task A_call_that_nobody_answers_fails()
    {
        var flow = await PutAsync("replyTimeout: 300ms", verb: "call");

        var record = await Host.SendAsync(flow, Payload.FromText("?"));

        Assert.Equal("IA3893", record.Fault?.Code);
    }

    [ServerFact]
    public async Task Addresses_come_from_the_message_and_bad_ones_are_refused()
    {
        var access = Peer.Access(queue: "\"${header.to}\"");
        var flow = await PutAsync(access: access);

        for (var i = 0; i < 120; i++)
        {
            await Host.SendAsync(flow, Payload.FromText("x"), ("to", $"{Peer.Queue}-{i}"));
        }

        var bad = await Host.SendAsync(flow, Payload.FromText("x"), ("to", "a\nb"));
        Assert.Equal("IA3894", bad.Fault?.Code);
        Assert.Equal(120, Host.Ended.Count(record => record.Status == MessageStatus.Completed));
        Assert.All(new[] { 0, 60, 119 }, i => Assert.Equal(1, Peer.Depth($"{Peer.Queue}-{i}")));
    }

    private async Task<Message> TakeOneAsync() => Assert.Single(await Peer.Broker.TakeAsync(Peer.Queue, 1));
}
