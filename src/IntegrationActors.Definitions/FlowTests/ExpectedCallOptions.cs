using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A call to a receiver that has to be made. Attempts of a retry count one by one.</summary>
[Shorthand(nameof(To))]
public sealed record ExpectedCallOptions
{
    /// <summary>Name of the step that calls, or kind of its channel.</summary>
    public required string To { get; init; }

    /// <summary>HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>Address that is called, or its end.</summary>
    public string? Url { get; init; }

    /// <summary>Body that is sent.</summary>
    public ExpectedBodyOptions? Body { get; init; }

    /// <summary>Headers that are sent; others may be there too. An empty text: there is no such header.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many such calls follow each other.</summary>
    [Range(1, 10_000)]
    public int Times { get; init; } = 1;
}
