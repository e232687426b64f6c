using System.Globalization;
using IntegrationActors.Adapters.Amqp.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Amqp.Tests.RabbitMq;

/// <summary>What passes between flows and a broker as people have it.</summary>
[Collection(nameof(RabbitMqTest))]
public sealed class RabbitMqTests : RabbitMqTest
{
    [ServerFact]
    public async Task Ten_thousand_messages_of_all_sizes_pass_in_both_directions()
    {
        const int Count = 10_000;
        var put = await PutAsync(Plain);
        await TakeAsync($"{Plain}, concurrency: 8, prefetch: 100, allowedHeaders: [\"x-.*\"]");

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await SendAsync(put, Body(i), ("x-größe", $"日本 🚚 {i}")));
        await Eventually.ReachesAsync(() => Host.Sink.Taken.Select(taken => taken.Hash + taken.Headers["x-größe"]).Distinct().Count(), Count, () => $"{Host.Ended.FirstOrDefault(r => r.Fault is not null)?.Fault}");
        await Eventually.HoldsAsync(() => Counts() == (0, 0), () => $"{Counts()}");

        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => Sink.HashOf(Body(i)) + $"日本 🚚 {i}").Order(StringComparer.Ordinal),
            Host.Sink.Taken.Select(taken => taken.Hash + taken.Headers["x-größe"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Host.Ended, record => Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString()));
        Assert.Equal(Count, Host.Sink.Taken.Count);
    }

    [ServerTheory]
    [InlineData("host: localhost, port: tls_port, trustedCertificates: [ca]")]
    [InlineData("host: localhost, port: tls_port, trustedCertificates: [ca], clientCertificate: client")]
    [InlineData("host: 127.0.0.1, port: ws_url, tls: false, transport: webSocket, path: /amqp")]
    [InlineData("host: localhost, port: wss_url, transport: webSocket, path: /amqp, trustedCertificates: [ca]")]
    public async Task Messages_pass_over_every_transport(string access)
    {
        var name = access.Split("port: ")[1].Split(',')[0];
        var told = Server.Told.GetProperty(name);
        var port = name == "tls_port" ? told.GetInt32() : new Uri(told.GetString()!).Port;
        var channel = $"{access.Replace(name, port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}, credential: broker, queue: /amq/queue/{Queue}";
        var put = await PutAsync(channel);
        await TakeAsync(channel);

        for (var i = 0; i < 50; i++)
        {
            await SendAsync(put, Body(i * 10));
        }

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 50);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => Sink.HashOf(Body(i * 10))).Order(), Host.Sink.Taken.Select(taken => taken.Hash).Order());
    }

    [ServerFact]
    public async Task A_refused_login_and_an_unknown_queue_are_told()
    {
        var wrong = await TakeAsync(Plain.Replace("credential: broker", "credential: wrong", StringComparison.Ordinal));
        var unknown = await TakeAsync($"{Plain}-nowhere");
        await Eventually.HoldsAsync(() => wrong.Channels[0].State == ChannelState.Failed && unknown.Channels[0].State == ChannelState.Failed);

        Assert.StartsWith("IA3882", wrong.Channels[0].Reason, StringComparison.Ordinal);
        Assert.StartsWith("IA3885", unknown.Channels[0].Reason, StringComparison.Ordinal);
    }

    [ServerFact]
    public async Task Failed_messages_come_again_and_are_counted_and_rejected_at_last()
    {
        Host.Sink.Before = (_, _) => throw new Core.Exchanges.FaultException("IA9999", "never");
        await SendAsync(await PutAsync(Plain), [1]);

        await TakeAsync($"{Plain}, retry: {{ attempts: 3, pause: 10ms }}");

        await Eventually.HoldsAsync(() => Host.Ended.Count == 4 && Counts() == (0, 0), () => $"{Host.Ended.Count} ended");
        Assert.Equal(3, Host.Sink.Begun);
    }

    // Of classic queues nobody counts.
    [ServerFact]
    public async Task Messages_without_an_id_on_a_queue_that_does_not_count_are_rejected_at_last()
    {
        var classic = $"{Queue}-classic";
        Server.Do("queue", classic);
        Host.Sink.Before = (_, _) => throw new Core.Exchanges.FaultException("IA9999", "never");
        var message = new global::Amqp.Message { BodySection = new global::Amqp.Framing.Data { Binary = [1] }, ApplicationProperties = new global::Amqp.Framing.ApplicationProperties { ["x-größe"] = "日本" } };
        await new Broker(Server.Port, Server["user"], Server["password"]).PutAsync($"/amq/queue/{classic}", message);

        await TakeAsync($"{Plain}-classic, retry: {{ attempts: 3, pause: 10ms }}");
        await Eventually.HoldsAsync(() => Host.Ended.Count >= 3, () => $"{Host.Ended.Count} ended");
        await Eventually.HoldsAsync(() => Server.Do("ctl", "list_queues", "name", "messages").Split('\n').Contains($"{classic}\t0"));

        Assert.Equal(3, Host.Sink.Begun);
    }

    [ServerFact]
    public async Task The_broker_keeps_what_the_flow_does_not_take_and_gets_back_what_was_sent_ahead()
    {
        var put = await PutAsync(Plain);
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => await SendAsync(put, Body(1)));
        var go = new TaskCompletionSource();
        Host.Sink.Before = (_, cancel) => go.Task.WaitAsync(cancel);

        var flow = await TakeAsync($"{Plain}, concurrency: 2, prefetch: 5");
        await Eventually.HoldsAsync(() => Counts() == (1993, 7), () => $"{Counts()}");
        var retiring = flow.RetireAsync(TimeSpan.FromSeconds(60));
        await Eventually.HoldsAsync(() => Counts() == (1998, 2), () => $"{Counts()}");
        go.SetResult();
        await retiring;

        await Eventually.HoldsAsync(() => Counts() == (1998, 0), () => $"{Counts()}");
    }
}
