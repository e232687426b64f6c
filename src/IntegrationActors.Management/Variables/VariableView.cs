using IntegrationActors.Core.Stores.Variables;

namespace IntegrationActors.Management.Variables;

/// <summary>A variable. Lists leave out the value.</summary>
public sealed record VariableView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The flow that alone sees it; left out when all flows do.</summary>
    public string? Flow { get; init; }

    /// <summary>What the value is.</summary>
    public required VariableType Type { get; init; }

    /// <summary>The value as text.</summary>
    public string? Value { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>When it is deleted, unless it is written again.</summary>
    public required DateTimeOffset Expires { get; init; }
}
