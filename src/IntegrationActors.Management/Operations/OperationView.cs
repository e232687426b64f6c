namespace IntegrationActors.Management.Operations;

/// <summary>Work that goes on behind its answer. Known to the node that does it, until that stops.</summary>
public sealed record OperationView
{
    /// <summary>Id of the operation.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required string Kind { get; init; }

    /// <summary>How it is doing.</summary>
    public required OperationState State { get; init; }

    /// <summary>How many things there are to do.</summary>
    public required int Total { get; init; }

    /// <summary>How many are done.</summary>
    public required int Done { get; init; }

    /// <summary>How many could not be done and were passed over.</summary>
    public required int Skipped { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Who began it.</summary>
    public required string By { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Why it broke off.</summary>
    public string? Error { get; init; }
}
