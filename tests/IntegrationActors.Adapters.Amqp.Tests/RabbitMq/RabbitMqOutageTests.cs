using System.Globalization;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.Amqp.Tests.RabbitMq;

/// <summary>A broker that dies or freezes.</summary>
[Collection(nameof(RabbitMqTest))]
public sealed class RabbitMqOutageTests : RabbitMqTest
{
    [ServerFact]
    public async Task A_broker_that_is_killed_comes_back_with_everything()
    {
        const int Places = 4 + 10;
        Server.Do("kept", Queue);
        var put = await PutAsync(Plain + ", timeout: 5s, retry: { attempts: 10, interval: 1s }");
        for (var i = 0; i < 200; i++)
        {
            await SendAsync(put, Body(i + 1));
        }

        var go = new TaskCompletionSource();
        Host.Sink.Before = (_, cancel) => Host.Sink.Begun > 100 ? go.Task.WaitAsync(cancel) : Task.CompletedTask;
        var flow = await TakeAsync($"{Plain}, concurrency: 4, prefetch: 10, idleTimeout: 5s");
        await Eventually.HoldsAsync(() => Host.Sink.Begun > 100);
        Server.Do("kill");
        go.SetResult();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Failed, () => $"{flow.Channels[0].State}");
        Server.Do("restart");

        MessageRecord? last = null;
        var unsettled = 0;
        await Eventually.HoldsAsync(async () =>
        {
            last = await Host.SendAsync(put, Payload.FromBytes(Body(5001)));
            unsettled += last.Fault?.Code == "IA3890" ? 1 : 0;
            return last.Status == MessageStatus.Completed;
        }, () => $"{last?.Fault}; {flow.Channels[0].State} {flow.Channels[0].Reason}; {Counts()}; {Host.Sink.Taken.Count} came");

        var expected = Enumerable.Range(1, 200).Append(5001).Select(i => Sink.HashOf(Body(i))).ToHashSet(StringComparer.Ordinal);
        await Eventually.HoldsAsync(() => expected.IsSubsetOf(Host.Sink.Taken.Select(taken => taken.Hash)), () => $"{Host.Sink.Taken.Count} came");
        await Eventually.HoldsAsync(() => Counts() == (0, 0), () => $"{Counts()}");
        Assert.InRange(Host.Sink.Taken.Count, 201, 201 + unsettled + Places);
    }

    [ServerFact]
    public async Task A_certificate_that_ran_out_is_told_and_the_channel_goes_on_when_it_is_renewed()
    {
        Server.Do("kept", Queue);
        await SendAsync(await PutAsync(Plain), Body(1));
        Server.ReplaceCertificate("good", by: "server");
        StartWith("expired");
        var flow = await TakeAsync(Secure);
        string? reason = null;
        await Eventually.HoldsAsync(() => (reason = flow.Channels[0].Reason) is not null);

        StartWith("good");

        await Eventually.HoldsAsync(() => Host.Sink.Taken.Count == 1, () => $"{flow.Channels[0].Reason}");
        Assert.StartsWith("IA3881", reason, StringComparison.Ordinal);
        Assert.Contains("out of date", reason, StringComparison.Ordinal);

        void StartWith(string certificate)
        {
            Server.ReplaceCertificate("server", by: certificate);
            Server.Do("kill");
            Server.Do("restart");
        }
    }

    [ServerFact]
    public async Task A_broker_that_freezes_in_the_middle_loses_nothing_in_both_directions()
    {
        const int Count = 400;
        const int Places = 4 + 10;
        var taking = await TakeAsync($"{Plain}, concurrency: 4, prefetch: 10, timeout: 5s, idleTimeout: 2s, allowedHeaders: [number]");
        var put = await PutAsync($"{Plain}, timeout: 3s, idleTimeout: 2s");
        var freezing = FreezeAsync();
        var unsettled = 0;

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) => await Eventually.HoldsAsync(async () =>
        {
            var record = await Host.SendAsync(put, Payload.FromText($"{i}"), ("number", i.ToString(CultureInfo.InvariantCulture)));
            Interlocked.Add(ref unsettled, record.Fault?.Code == "IA3890" ? 1 : 0);
            return record.Status == MessageStatus.Completed;
        }));
        var reason = await freezing;
        await Eventually.ReachesAsync(() => Host.Sink.Taken.Select(taken => taken.Headers["number"]).Distinct().Count(), Count);
        await Eventually.HoldsAsync(() => Counts() == (0, 0), () => $"{Counts()}");

        Assert.Contains("silent for 2s", reason, StringComparison.Ordinal);
        Assert.InRange(Host.Sink.Taken.Count, Count, Count + unsettled + Places);

        async Task<string?> FreezeAsync()
        {
            await Eventually.HoldsAsync(() => Host.Sink.Begun > 100);
            Server.Do("pause");
            try
            {
                string? why = null;
                await Eventually.HoldsAsync(() => (why = taking.Channels[0].Reason ?? taking.Channels[0].Activity) is not null);
                return why;
            }
            finally
            {
                Server.Do("resume");
            }
        }
    }
}
