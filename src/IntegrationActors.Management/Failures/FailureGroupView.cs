using IntegrationActors.Storage.MessageLog.Search;

namespace IntegrationActors.Management.Failures;

/// <summary>Failed messages with the same cause.</summary>
public sealed record FailureGroupView
{
    /// <summary>Name of the flow.</summary>
    public required string Flow { get; init; }

    /// <summary>Version of the flow.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the failed step.</summary>
    public string? Step { get; init; }

    /// <summary>Code of the fault.</summary>
    public string? Code { get; init; }

    /// <summary>How many messages.</summary>
    public required int Count { get; init; }

    /// <summary>When the oldest of them began.</summary>
    public required DateTimeOffset First { get; init; }

    /// <summary>When the newest of them began.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>Id of the newest.</summary>
    public required string Sample { get; init; }

    /// <summary>What went wrong with the newest.</summary>
    public string? Message { get; init; }

    internal static FailureGroupView Of(FailureGroup group) => new()
    {
        Flow = group.Key.Flow,
        Version = group.Key.Version,
        Step = group.Key.Step,
        Code = group.Key.Code,
        Count = group.Count,
        First = group.First,
        Last = group.Last,
        Sample = group.Sample.ToString(),
        Message = group.Message,
    };
}
