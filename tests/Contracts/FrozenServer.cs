using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Engine.Inlets;

namespace IntegrationActors.Contracts;

/// <summary>
/// Flows that are taken away while their server is frozen. A channel has ten seconds to stop and ten to close, runs that are cut ten to unwind; what takes longer throws here.
/// </summary>
/// <param name="host">Where the flows run.</param>
/// <param name="proxy">The way from their channels to the server.</param>
public sealed class FrozenServer(FlowHost host, FaultProxy proxy)
{
    private const int Messages = 40;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(40);

    /// <summary>A channel that takes messages stops in time, with what runs cut, and gives back what it has.</summary>
    /// <param name="take">Deploys the flow, which runs four messages at once.</param>
    /// <param name="waiting">How many messages nobody was given.</param>
    /// <param name="during">How many these are when the flow has what it takes.</param>
    /// <param name="all">How many messages there are.</param>
    public async Task StopsTakingAsync(Func<Task<OpenFlow>> take, Func<Task<int>> waiting, int during, int all)
    {
        var never = new TaskCompletionSource();
        host.Sink.Before = (_, cancel) => never.Task.WaitAsync(cancel);
        var flow = await take();
        await Eventually.HoldsAsync(async () => host.Sink.Begun == 4 && await waiting() == during);
        proxy.Set("mode=blackhole");

        await flow.RetireAsync(TimeSpan.Zero).WaitAsync(Longest);
        proxy.Set("mode=reset");

        Assert.Equal(ChannelState.Stopped, Assert.Single(flow.Channels).State);
        Assert.Equal(4, host.Ended.Count(record => record.Status == MessageStatus.Abandoned));
        await Eventually.HoldsAsync(async () => await waiting() == all);
    }

    /// <summary>A channel that is connecting stops in time.</summary>
    public async Task StopsConnectingAsync(Func<Task<OpenFlow>> take)
    {
        proxy.Set("mode=blackhole");
        var flow = await take();
        await Eventually.HoldsAsync(() => proxy.Connections > 0);

        await flow.RetireAsync(TimeSpan.Zero).WaitAsync(Longest);

        Assert.Equal(ChannelState.Stopped, Assert.Single(flow.Channels).State);
    }

    /// <summary>A channel that is sending large messages stops in time: more than the buffers of the machine take, so that the last byte is never written.</summary>
    public async Task StopsSendingAsync(OpenFlow flow)
    {
        await host.SendAsync(flow, Payload.FromText("before"));
        proxy.Set("mode=blackhole");
        var sending = Enumerable.Range(0, Messages).Select(_ => SendInsideAsync(flow, Payload.FromBytes(new byte[1024 * 1024]))).ToArray();
        await Eventually.HoldsAsync(() => flow.InFlight == Messages);

        await flow.RetireAsync(TimeSpan.Zero).WaitAsync(Longest);
        var records = await Task.WhenAll(sending).WaitAsync(Longest);

        Assert.All(records, record => Assert.Equal(MessageStatus.Abandoned, record.Status));
    }

    /// <summary>Messages that wait for a connection fail in time; one after the other they would take half a minute and more.</summary>
    public async Task FailsInTimeAsync(OpenFlow flow, string code)
    {
        proxy.Set("mode=blackhole");

        var records = await Task.WhenAll(Enumerable.Range(0, Messages).Select(_ => host.SendAsync(flow, Payload.FromText("x")))).WaitAsync(TimeSpan.FromSeconds(15));

        Assert.All(records, record => Assert.Equal(code, record.Fault?.Code));
    }

    // Counts as one of those inside the flow, as one of a sender does.
    private async Task<MessageRecord> SendInsideAsync(OpenFlow flow, Payload body)
    {
        using var admission = await flow.Inlet(0)!.EnterAsync(CancellationToken.None);
        Assert.True(admission.IsAdmitted);
        return await host.SendAsync(flow, body);
    }
}
