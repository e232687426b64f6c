using IntegrationActors.Core.Stores.Variables;

namespace IntegrationActors.Management.Variables;

/// <summary>What a variable is to be.</summary>
public sealed record VariableRequest
{
    /// <summary>The value as text.</summary>
    public required string Value { get; init; }

    /// <summary>What the text is. Default Text.</summary>
    public VariableType Type { get; init; }
}
