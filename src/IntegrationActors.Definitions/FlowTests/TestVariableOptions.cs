using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>A variable.</summary>
[Shorthand(nameof(Value))]
public sealed record TestVariableOptions
{
    /// <summary>The value as text.</summary>
    [MaxLength(Variable.LongestValue)]
    public required string Value { get; init; }

    /// <summary>What the text is.</summary>
    public VariableType Type { get; init; }

    /// <summary>Who sees it.</summary>
    public StoreVisibility Visibility { get; init; }
}
