using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A message as it stands in front of the first step: the sender channel has already let it in.</summary>
[Shorthand(nameof(Body))]
public sealed record SentMessageOptions
{
    /// <summary>The body. Default: none.</summary>
    public TestBodyOptions? Body { get; init; }

    /// <summary>Headers of the message. What the channel would not let in from the wire is let in here.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Properties that the sender channel would set.</summary>
    [Advanced]
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Number of the sender channel it comes through, from 0, in the order of the flow file.</summary>
    [Advanced]
    [Range(0, 1000)]
    public int Channel { get; init; }
}
