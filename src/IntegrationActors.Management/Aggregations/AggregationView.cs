using IntegrationActors.Core.Stores.Aggregations;

namespace IntegrationActors.Management.Aggregations;

/// <summary>Messages that an aggregator gathers.</summary>
public sealed record AggregationView
{
    /// <summary>Names it within the tenant.</summary>
    public required long Number { get; init; }

    /// <summary>The flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Name of the aggregator in the flow.</summary>
    public required string Aggregator { get; init; }

    /// <summary>What its messages have in common.</summary>
    public required string Correlation { get; init; }

    /// <summary>How it is.</summary>
    public required AggregationStatus Status { get; init; }

    /// <summary>Messages that it has.</summary>
    public required int Messages { get; init; }

    /// <summary>When the first one was added.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it is sent on at the latest; for one that a run has, when another run may take it.</summary>
    public required DateTimeOffset Due { get; init; }

    /// <summary>Runs that failed.</summary>
    public required int Retries { get; init; }

    /// <summary>Runs that nobody settled: the node died, or it took too long.</summary>
    public required int Crashes { get; init; }

    /// <summary>Its entry in the message log.</summary>
    public required string Message { get; init; }

    internal static AggregationView Of(AggregationState state) => new()
    {
        Number = state.Number,
        Flow = state.Key.Flow,
        Aggregator = state.Key.Aggregator,
        Correlation = state.Key.Correlation,
        Status = StatusOf(state),
        Messages = state.Count,
        Started = state.Started,
        Due = state.DueAt,
        Retries = state.Retries,
        Crashes = state.Crashes,
        Message = state.Entry.ToString(),
    };

    private static AggregationStatus StatusOf(AggregationState state) => state switch
    {
        { IsSetAside: true } => AggregationStatus.SetAside,
        { IsTaken: true } => AggregationStatus.Processing,
        { Retries: > 0 } => AggregationStatus.Retry,
        { Completion: not AggregationCompletion.None } => AggregationStatus.Complete,
        _ => AggregationStatus.Open,
    };
}
