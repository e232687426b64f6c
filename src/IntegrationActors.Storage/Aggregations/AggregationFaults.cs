using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Aggregations;

namespace IntegrationActors.Storage.Aggregations;

/// <summary>What the log says of aggregations that were not sent on.</summary>
internal static class AggregationFaults
{
    public static Fault SetAside(AggregationState state) => new(
        "IA3548",
        string.Create(CultureInfo.InvariantCulture, $"The aggregation of '{state.Key.Correlation}' was sent on {state.Crashes} times, and nobody said what became of it: the node died, or it took longer than lockTimeout. It was set aside with its {state.Count} messages."),
        "Look into the log of the node. Then have it sent on again with 'ia aggregation retry', or delete it.");

    public static Fault Left(AggregationState state) => new(
        "IA3549",
        string.Create(CultureInfo.InvariantCulture, $"Nobody has sent on the aggregation of '{state.Key.Correlation}' for 30 days after it was due; it was deleted with its {state.Count} messages."),
        "See why the flow does not run any more, or why the aggregation was set aside; what senders still have they may send again.");
}
