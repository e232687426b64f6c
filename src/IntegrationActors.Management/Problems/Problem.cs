using System.Text.Json.Serialization;

namespace IntegrationActors.Management.Problems;

/// <summary>Answer of every request that is refused or fails, as <c>application/problem+json</c> (RFC 9457).</summary>
public sealed record Problem
{
    internal const string MediaType = "application/problem+json";

    /// <summary>A name for the cause: <c>urn:integration-actors:problem:</c> and the code.</summary>
    public string Type => $"urn:integration-actors:problem:{Code}";

    /// <summary>The cause in a few words, the same for every occurrence.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>What happened here and what to do next.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable code of the cause, such as <c>IA2006</c>.</summary>
    public required string Code { get; init; }

    /// <summary>Findings about the flows of the request, all of them.</summary>
    public IReadOnlyList<Finding> Diagnostics { get; init; } = [];

    /// <summary>Trace of the request, to find it in the log of the server.</summary>
    public string? TraceId { get; init; }

    /// <summary>Seconds after which to try again; also in the header <c>Retry-After</c>.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }
}
