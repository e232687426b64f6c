namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>Which failed messages are meant; all that is given must hold.</summary>
public sealed record FailureFilter
{
    /// <summary>Messages that began at this time or later.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Name of the flow.</summary>
    public string? Flow { get; init; }

    /// <summary>Version of the flow.</summary>
    public int? Version { get; init; }

    /// <summary>Name of the failed step.</summary>
    public string? Step { get; init; }

    /// <summary>Code of the fault.</summary>
    public string? Code { get; init; }
}
