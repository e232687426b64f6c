using IntegrationActors.Core.Diagnostics;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Definitions;

/// <summary>A flow as its author wrote it, checked: names are known, options bound, expressions compiled. Immutable.</summary>
public sealed record FlowDefinition
{
    /// <summary>Name of the flow, unique within the tenant.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Declared parameters by name.</summary>
    public IReadOnlyDictionary<string, ParameterDefinition> Parameters { get; init; } = new Dictionary<string, ParameterDefinition>(StringComparer.Ordinal);

    /// <summary>Namespace URIs by prefix, for XPath.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Business keys that the message processing log keeps and indexes.</summary>
    public IReadOnlyList<NamedExpression> Track { get; init; } = [];

    /// <summary>Names (or patterns, or <c>*</c>) of the headers that may come in from the wire.</summary>
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Longest time of one exchange.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Which messages have their input kept.</summary>
    public KeepInput KeepInput { get; init; }

    /// <summary>How many messages the flow takes at the same time.</summary>
    public required ConcurrencyLimits Concurrency { get; init; }

    /// <summary>Sender channels of the main process.</summary>
    public IReadOnlyList<SenderChannel> From { get; init; } = [];

    public required StepSequence Steps { get; init; }

    public StepSequence? OnError { get; init; }

    /// <summary>Named processes; one with a sender channel is a further main process.</summary>
    public IReadOnlyDictionary<string, ProcessDefinition> Processes { get; init; } = new Dictionary<string, ProcessDefinition>(StringComparer.Ordinal);

    /// <summary>File that it was read from, relative to the bundle.</summary>
    public required string File { get; init; }

    /// <summary>The key <c>flow</c>.</summary>
    public required SourceSpan Span { get; init; }
}
