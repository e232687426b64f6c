using System.Globalization;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Adapters.Amqp.Tests.Receiver;

/// <summary>Brokers that are low on memory or disk. They take nothing from whoever sends: some take credit away, others stop reading; both go on giving out what they have.</summary>
public sealed class AmqpAlarmTests() : PeerTest(ownServer: true)
{
    [ServerFact]
    public async Task A_broker_that_takes_credit_away_fails_messages_in_time_and_heals_over_the_same_connection()
    {
        var flow = await PutAsync("timeout: 1s", Peer.Access(throughProxy: true));
        await SendsAsync(flow, "before");

        Peer.Alarm();
        var refused = await RefusedAsync(flow, "IA3891");
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Host.SendAsync(flow, Payload.FromText("refused")))).WaitAsync(TimeSpan.FromSeconds(30));
        Peer.NoAlarm();
        await SendsAsync(flow, "after");

        Assert.Contains("gave no credit", refused.Fault!.Message, StringComparison.Ordinal);
        Assert.Contains(Peer.Queue, refused.Fault.Message, StringComparison.Ordinal);
        Assert.All(many, record => Assert.Equal("IA3891", record.Fault?.Code));
        Assert.Equal(Host.Ended.Count(record => record.Status == MessageStatus.Completed), Peer.Depth(Peer.Queue));
        Assert.Equal(1, Peer.Proxy.Connections);
    }

    [ServerFact]
    public async Task An_alarm_that_ends_while_a_message_is_tried_again_costs_nothing()
    {
        const int Count = 30;
        await TakeAsync("concurrency: 4, allowedHeaders: [number]");
        var flow = await PutAsync("timeout: 1s, headers: [number], retry: { attempts: 10, interval: 1s }");
        await SendsAsync(flow, "before");

        Peer.Alarm();
        await RefusedAsync(await PutAsync("timeout: 1s"), "IA3891");
        var sending = Task.WhenAll(Enumerable.Range(0, Count).Select(i => Host.SendAsync(flow, Payload.FromText("x"), ("number", i.ToString(CultureInfo.InvariantCulture)))));
        await RefusedAsync(await PutAsync("timeout: 1s"), "IA3891");
        Assert.False(sending.IsCompleted);
        Peer.NoAlarm();
        var sent = await sending.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.All(sent, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        await Eventually.HoldsAsync(() => Peer.Waiting() == 0);
        Assert.Equal(Enumerable.Range(0, Count), Host.Sink.Taken.Where(taken => taken.Headers.ContainsKey("number")).Select(taken => int.Parse(taken.Headers["number"], CultureInfo.InvariantCulture)).Order());
    }

    // What was written waits between the two, and the broker has it as soon as it reads again: the text must not promise that it was not sent.
    [ServerFact]
    public async Task A_broker_that_stops_reading_fails_messages_in_time_as_such_that_may_have_arrived_and_heals()
    {
        var flow = await PutAsync("timeout: 1s, retry: { attempts: 3, interval: 100ms }", Peer.Access(throughProxy: true));
        await SendsAsync(flow, "before");

        Peer.Proxy.Set("mode=deaf");
        var unsettled = await Host.SendAsync(flow, Payload.FromText("unsettled")).WaitAsync(TimeSpan.FromSeconds(30));
        var unreached = await Host.SendAsync(flow, Payload.FromText("unreached")).WaitAsync(TimeSpan.FromSeconds(30));
        Peer.Proxy.Reset();
        await SendsAsync(flow, "after");

        Assert.Equal(("IA3890", "IA3880"), (unsettled.Fault?.Code, unreached.Fault?.Code));
        Assert.Contains("nothing came within 1s", unsettled.Fault!.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => Peer.Depth(Peer.Queue) == 3, () => $"{Peer.Depth(Peer.Queue)}");
    }

    private async Task SendsAsync(OpenFlow flow, string text)
    {
        MessageRecord? record = null;
        await Eventually.HoldsAsync(async () => (record = await Host.SendAsync(flow, Payload.FromText(text))).Status == MessageStatus.Completed, () => $"{record?.Fault}");
    }

    // Credit goes a moment after the broker was told to take it.
    private async Task<MessageRecord> RefusedAsync(OpenFlow flow, string code)
    {
        MessageRecord? record = null;
        await Eventually.HoldsAsync(async () => (record = await Host.SendAsync(flow, Payload.FromText("refused")).WaitAsync(TimeSpan.FromSeconds(30))).Status == MessageStatus.Failed);
        Assert.Equal(code, record!.Fault?.Code);
        return record;
    }
}
