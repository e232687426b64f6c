using System.Globalization;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>How far an aggregation is.</summary>
/// <param name="Key">Which messages it gathers.</param>
/// <param name="Number">Names the aggregation: after it is taken, messages with the same key begin a new one.</param>
/// <param name="Count">Messages that it has.</param>
/// <param name="Started">When the first one was added.</param>
/// <param name="DueAt">When it has to be taken: at its time-out, or at once when it is complete; for one that was taken, when its lock runs out.</param>
/// <param name="Completion">What has completed it; <see cref="AggregationCompletion.None"/> while it is open, and for one that was taken at its time-out.</param>
public sealed record AggregationState(AggregationKey Key, long Number, int Count, DateTimeOffset Started, DateTimeOffset DueAt, AggregationCompletion Completion)
{
    /// <summary>So many times nobody may have settled it before it is set aside.</summary>
    public const int MostCrashes = 2;

    /// <summary>Name of the key under which the log has the correlation.</summary>
    public const string LoggedCorrelation = "AggregationKey";

    /// <summary>Name of the keys under which the log has the runs that added its messages.</summary>
    public const string LoggedMessage = "AggregatedMessage";

    /// <summary>Its entry in the message processing log, the same for all tries to send it on.</summary>
    public MessageId Entry => MessageId.Of(Started, string.Create(CultureInfo.InvariantCulture, $"{Key.Flow}/{Key.Aggregator}/{Number}"));

    /// <summary>Whether a run has it.</summary>
    public bool IsTaken { get; init; }

    /// <summary>Runs that failed.</summary>
    public int Retries { get; init; }

    /// <summary>Runs that nobody settled: the node died, or the lock ran out.</summary>
    public int Crashes { get; init; }

    /// <summary>Whether it waits for a person, since nobody settled it <see cref="MostCrashes"/> times.</summary>
    public bool IsSetAside { get; init; }
}
