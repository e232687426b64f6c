using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Definitions;

/// <summary>What the values of a parameter look like.</summary>
public enum ParameterType
{
    /// <summary>Any text.</summary>
    String,

    /// <summary>An absolute address, such as <c>https://erp.example.org/api</c>.</summary>
    Uri,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}

/// <summary>A parameter of a flow: what differs between environments.</summary>
public sealed record ParameterDefinition
{
    public required string Name { get; init; }

    public ParameterType Type { get; init; }

    /// <summary>Value when the deployment gives none; null when there is no default.</summary>
    public string? Default { get; init; }

    /// <summary>Whether the deployment must give a value.</summary>
    public bool Required { get; init; }

    public string? Description { get; init; }

    /// <summary>The key with its name.</summary>
    public required SourceSpan Span { get; init; }
}
