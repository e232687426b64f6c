using IntegrationActors.Adapters.Probing;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>
/// Tests the ways to brokers, all at once: their names, then their ports. A layer works when it works with one of them, since clients try the others; what it says tells of each.
/// </summary>
internal sealed class BrokersProbe
{
    private BrokersProbe(IReadOnlyList<(string Broker, IReadOnlyList<ProbeStep> Steps)> ways)
    {
        Reached = [.. ways.Where(way => way.Steps.All(step => step.Outcome == ProbeOutcome.Passed)).Select(way => way.Broker)];
        Problems = [.. ways.SelectMany(way => way.Steps).Where(step => step.Outcome == ProbeOutcome.Failed).Select(step => step.Detail)];
        Steps = [.. ways.SelectMany(way => way.Steps).GroupBy(step => step.Name, StringComparer.Ordinal).Select(layer => Together([.. layer]))];
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<ProbeStep> Steps { get; }

    /// <summary>The brokers that take connections.</summary>
    public IReadOnlyList<string> Reached { get; }

    /// <summary>What is wrong with the others.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Resolves and connects, and goes.</summary>
    public static async ValueTask<BrokersProbe> RunAsync(IEnumerable<string> brokers, TimeSpan timeout, CancellationToken cancel)
    {
        var ways = await Task.WhenAll(brokers.Select(async broker =>
        {
            var (host, port) = KafkaNames.Parts(broker);
            return (broker, (IReadOnlyList<ProbeStep>)await NetworkProbe.ReachAsync(host, port, timeout, cancel).ToListAsync(cancel));
        }));
        return new BrokersProbe(ways);
    }

    private static ProbeStep Together(IReadOnlyList<ProbeStep> layer)
    {
        var all = string.Join("; ", layer.Select(step => step.Detail));
        var works = layer.Any(step => step.Outcome == ProbeOutcome.Passed);
        return works ? ProbeStep.Passed(layer[0].Name, all) : layer[0] with { Detail = all };
    }
}
