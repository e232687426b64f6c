namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>How far an aggregation is.</summary>
/// <param name="Key">Which messages it gathers.</param>
/// <param name="Number">Names the aggregation: after it is taken, messages with the same key begin a new one.</param>
/// <param name="Count">Messages that it has.</param>
/// <param name="Started">When the first one was added.</param>
/// <param name="DueAt">When it has to be taken: at its time-out, or at once when it is complete; for one that was taken, when its lock runs out.</param>
/// <param name="Completion">What has completed it; <see cref="AggregationCompletion.None"/> while it is open, and for one that was taken at its time-out.</param>
public sealed record AggregationState(AggregationKey Key, long Number, int Count, DateTimeOffset Started, DateTimeOffset DueAt, AggregationCompletion Completion);
