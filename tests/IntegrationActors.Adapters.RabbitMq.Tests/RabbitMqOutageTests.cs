using System.Globalization;
using IntegrationActors.Adapters.RabbitMq.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.RabbitMq.Tests;

/// <summary>A broker of the tests' own, which dies, comes back, and runs out of memory.</summary>
public sealed class RabbitMqOutageTests : RabbitTest
{
    private static readonly Lazy<TestServer> Server = new(() => new TestServer("rabbitmq"));

    private protected override TestServer? OwnServer() => Server.Value;

    [ServerFact]
    public async Task A_broker_that_dies_in_the_middle_loses_nothing_in_both_directions()
    {
        const int Count = 1000;
        await Peer.DeclareAsync(null, ("x-queue-type", "quorum"));
        Peer.Server.Do("kept", Peer.Queue);
        var taking = await DeployAsync("concurrency: 8, allowedHeaders: [number], timeout: 10s", name: "taking");
        var sending = await DeploySendingAsync($"routingKey: {Peer.Queue}, headers: [number], timeout: 10s, retry: {{ attempts: 10, interval: 500ms, repeatUnconfirmed: true }}");
        var killing = KillWhenAsync(() => Host.Sink.Begun > 200);

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            // As a sender that sends again what failed.
            MessageRecord? sent = null;
            await Eventually.HoldsAsync(
                async () => (sent = await Host.SendAsync(sending, Payload.FromText($"{i}"), ("number", i.ToString(CultureInfo.InvariantCulture)))).Status == MessageStatus.Completed,
                () => $"{sent?.Fault}");
        });
        var reason = await killing;
        await Eventually.HoldsAsync(() => Host.Sink.Taken.Select(t => t.Headers["number"]).Distinct().Count() == Count, () => $"{Host.Sink.Taken.Select(t => t.Headers["number"]).Distinct().Count()} of {Count}");
        await Eventually.HoldsAsync(() => taking.Channels[0].State == ChannelState.Connected);

        Assert.True(reason is null || reason.StartsWith("IA390", StringComparison.Ordinal), reason);
        Assert.InRange(Host.Sink.Taken.Count, Count, Count + 16);

        async Task<string?> KillWhenAsync(Func<bool> condition)
        {
            await Eventually.HoldsAsync(condition);
            Peer.Server.Do("kill");
            await Eventually.HoldsAsync(() => taking.Channels[0].State == ChannelState.Failed);
            var why = taking.Channels[0].Reason;
            Peer.Server.Do("restart");
            return why;
        }
    }

    [ServerFact]
    public async Task A_broker_that_freezes_in_the_middle_loses_nothing_in_both_directions()
    {
        const int Count = 600;
        const int Senders = 8;
        await Peer.DeclareAsync(null, ("x-queue-type", "quorum"));
        var taking = await DeployAsync("concurrency: 8, allowedHeaders: [number], timeout: 5s, heartbeat: 1s", name: "taking");
        var sending = await DeploySendingAsync($"routingKey: {Peer.Queue}, headers: [number], timeout: 5s, heartbeat: 1s, retry: {{ attempts: 10, interval: 500ms, repeatUnconfirmed: true }}");
        var freezing = FreezeAsync();

        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (i, _) => await Eventually.HoldsAsync(
            async () => (await Host.SendAsync(sending, Payload.FromText($"{i}"), ("number", i.ToString(CultureInfo.InvariantCulture)))).Status == MessageStatus.Completed));
        var reason = await freezing;
        await Eventually.ReachesAsync(() => Host.Sink.Taken.Select(t => t.Headers["number"]).Distinct().Count(), Count);
        await Eventually.HoldsAsync(() => Peer.Messages() == 0);

        // One double for each confirmation and each acknowledgement that was lost.
        Assert.Matches("^IA390[08]", reason);
        Assert.InRange(Host.Sink.Taken.Count, Count, Count + Senders + 8);

        async Task<string?> FreezeAsync()
        {
            await Eventually.HoldsAsync(() => Host.Sink.Begun > 100);
            Peer.Server.Do("pause");
            try
            {
                string? why = null;
                await Eventually.HoldsAsync(() => (why = taking.Channels[0].Reason) is not null);
                return why;
            }
            finally
            {
                Peer.Server.Do("resume");
            }
        }
    }

    [ServerFact]
    public async Task A_connection_that_the_broker_closes_is_told_with_its_reason_and_made_anew()
    {
        await Peer.DeclareAsync();
        var flow = await DeployAsync();
        await Eventually.HoldsAsync(() => flow.Channels[0].State == ChannelState.Connected);

        Peer.Server.Do("ctl", "close_all_connections", "maintenance");
        string? reason = null;
        await Eventually.HoldsAsync(() => (reason = flow.Channels[0].Reason) is not null);
        await Peer.PutAsync("x"u8.ToArray());
        await EndedAsync(1);

        Assert.StartsWith("IA3908", reason, StringComparison.Ordinal);
        Assert.Contains("maintenance", reason, StringComparison.Ordinal);
        Assert.Equal((ChannelState.Connected, null), (flow.Channels[0].State, flow.Channels[0].Reason));
    }

    [ServerFact]
    public async Task A_certificate_that_ran_out_is_told_and_the_channel_goes_on_when_it_is_renewed()
    {
        await Peer.DeclareAsync();
        await Peer.PutAsync("x"u8.ToArray());
        Peer.Server.ReplaceCertificate("good", by: "server");
        StartWith("expired");
        var flow = await DeployAsync(access: Peer.AccessByTls());
        string? reason = null;
        await Eventually.HoldsAsync(() => (reason = flow.Channels[0].Reason) is not null);

        StartWith("good");

        await EndedAsync(1);
        Assert.StartsWith("IA3902", reason, StringComparison.Ordinal);
        Assert.Contains("out of date", reason, StringComparison.Ordinal);

        void StartWith(string certificate)
        {
            Peer.Server.ReplaceCertificate("server", by: certificate);
            Peer.Server.Do("kill");
            Peer.Server.Do("restart");
        }
    }

    [ServerTheory]
    [InlineData("set_vm_memory_high_watermark", "0", "0.4", "low on memory")]
    [InlineData("set_disk_free_limit", "1000000GB", "50MB", "low on disk")]
    public async Task A_broker_in_alarm_takes_no_messages_for_a_bounded_time_and_heals(string limit, string alarming, string usual, string reason)
    {
        await Peer.DeclareAsync();
        var flow = await DeploySendingAsync($"routingKey: {Peer.Queue}, timeout: 1s");
        await Host.SendAsync(flow, Payload.FromText("before"));

        MessageRecord? blocked = null;
        MessageRecord second;
        Peer.Server.Do("ctl", limit, alarming);
        try
        {
            await Eventually.HoldsAsync(async () => (blocked = await Host.SendAsync(flow, Payload.FromText("blocked"))).Status == MessageStatus.Failed);
            second = await Host.SendAsync(flow, Payload.FromText("blocked")).WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            Peer.Server.Do("ctl", limit, usual);
        }

        await Eventually.HoldsAsync(async () => (await Host.SendAsync(flow, Payload.FromText("after"))).Status == MessageStatus.Completed);

        Assert.Contains(blocked!.Fault!.Code, new[] { "IA3909", "IA3912" });
        Assert.Contains(reason, blocked.Fault.Message, StringComparison.Ordinal);
        Assert.Equal("IA3909", second.Fault?.Code);
    }
}
