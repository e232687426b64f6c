using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Management.Channels;

/// <summary>The test of a channel.</summary>
public sealed record ChannelProbeView
{
    /// <summary>Name of the step that calls, or kind of the sender channel, with a number from the second one on.</summary>
    public required string Name { get; init; }

    /// <summary>Its adapter, such as <c>https</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether messages come in or go out.</summary>
    public required ChannelDirection Direction { get; init; }

    /// <summary>Whether no layer failed.</summary>
    public required bool Works { get; init; }

    /// <summary>Its layers, lowest first; nothing above a layer that failed was tested.</summary>
    public required IReadOnlyList<ProbeStepView> Layers { get; init; }

    internal static ChannelProbeView Of(ProbedChannel channel) => new()
    {
        Name = channel.Name,
        Kind = channel.Kind,
        Direction = channel.Direction,
        Works = channel.Works,
        Layers = [.. channel.Steps.Select(ProbeStepView.Of)],
    };
}
