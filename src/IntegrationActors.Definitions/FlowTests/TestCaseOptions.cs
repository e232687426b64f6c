using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>One test: what is sent, and what is expected of it.</summary>
public sealed record TestCaseOptions
{
    /// <summary>What the test shows, as a sentence; unique in its file.</summary>
    [MinLength(1)]
    [MaxLength(200)]
    public required string Name { get; init; }

    /// <summary>The message, or several that run one after the other; the last one is what outcome, body and headers are expected of.</summary>
    public required IReadOnlyList<SentMessageOptions> Send { get; init; }

    /// <summary>Stubs of this test alone; they win over those of the file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StubAnswerOptions>> Stubs { get; init; } = new Dictionary<string, IReadOnlyList<StubAnswerOptions>>(StringComparer.Ordinal);

    /// <summary>What stands in the stores before this test, besides what the file says; of the same name or id, this wins.</summary>
    public TestStoresOptions Stores { get; init; } = new();

    /// <summary>What has to come out. Without it the message only has to be completed.</summary>
    public ExpectationOptions Expect { get; init; } = new();

    /// <summary>What the clock of the flow shows, in RFC 3339; wins over that of the file.</summary>
    [Advanced]
    [DefaultText("that of the file")]
    [Moment]
    public string? Now { get; init; }

    /// <summary>Longest time of the test; then it fails.</summary>
    [Advanced]
    [DefaultText("10s")]
    [Range(typeof(TimeSpan), "10ms", "1h")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
