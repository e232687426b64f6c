using System.Globalization;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Engine.Plans;

namespace IntegrationActors.Engine.Probing;

/// <summary>Tests the channels of a plan, which was made for the test and is not started.</summary>
public static class FlowProbe
{
    /// <summary>How long the test of a channel may take when nothing is said.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    /// <summary>Tests channels, all at the same time.</summary>
    /// <param name="plan">The plan; stays with its owner.</param>
    /// <param name="channel">Name or kind of those that are meant; null: all.</param>
    /// <param name="limit">Longest time that a test may take.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<ProbeReport> RunAsync(FlowPlan plan, string? channel, TimeSpan limit, CancellationToken cancel)
    {
        var all = ChannelsOf(plan);
        var asked = all.Where(c => channel is null || Is(c.Name, channel) || Is(c.Kind, channel));
        var probed = await Task.WhenAll(asked.Select(c => ProbeAsync(plan, c, limit, cancel)));
        return new ProbeReport(probed, [.. all.Select(c => c.Name)]);
    }

    private static bool Is(string name, string asked) => name.Equals(asked, StringComparison.OrdinalIgnoreCase);

    private static List<Channel> ChannelsOf(FlowPlan plan)
    {
        var all = new List<Channel>();
        foreach (var entry in plan.Entries.Where(e => e.Emitter is null))
        {
            var before = all.Count(c => c.Kind == entry.Channel.Kind);
            all.Add(new Channel(Numbered(entry.Channel.Kind, before), entry.Channel.Kind, entry, null));
        }

        foreach (var receiver in plan.Receivers)
        {
            var before = all.Count(c => c.Receiver is { } other && other.Step == receiver.Step);
            all.Add(new Channel(Numbered(receiver.Step, before), receiver.Channel.Kind, null, receiver));
        }

        return all;
    }

    private static string Numbered(string name, int before) => before == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{before + 1}");

    private static async Task<ProbedChannel> ProbeAsync(FlowPlan plan, Channel channel, TimeSpan limit, CancellationToken cancel)
    {
        if (channel.Receiver is { } receiver)
        {
            return new ProbedChannel(channel.Name, channel.Kind, ChannelDirection.Receiver, await ChannelProbe.RunAsync(receiver.Adapter, channel.Kind, limit, cancel));
        }

        await using var sender = plan.CreateSender(channel.Entry!);
        return new ProbedChannel(channel.Name, channel.Kind, ChannelDirection.Sender, await ChannelProbe.RunAsync(sender, channel.Kind, limit, cancel));
    }

    private sealed record Channel(string Name, string Kind, PlanEntry? Entry, PlanReceiver? Receiver);
}
