using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Stores.Inputs;

namespace IntegrationActors.Definitions.Binding;

/// <summary>A flow: takes messages from a sender, works on them step by step, delivers them to receivers.</summary>
[Example(
    "The smallest flow: answers what it gets",
    """
    flow: echo
    from:
      https: { path: /echo, methods: [POST] }
    steps:
      - log: "A message arrived"
    """)]
internal sealed record FlowOptions
{
    /// <summary>Name of the flow, unique within the tenant; it stands in addresses, logs and commands.</summary>
    [RegularExpression("[A-Za-z][A-Za-z0-9._-]{0,79}", ErrorMessage = "must be a name of at most 80 letters, digits, '.', '_' and '-' that begins with a letter")]
    public required string Flow { get; init; }

    /// <summary>What the flow is for, for the people who run it.</summary>
    [MaxLength(2000)]
    public string? Description { get; init; }

    /// <summary>What differs between environments: declared here, given at deploy, used as <c>${param.name}</c> in any value.</summary>
    public IReadOnlyDictionary<string, ParameterOptions> Parameters { get; init; } = new Dictionary<string, ParameterOptions>(StringComparer.Ordinal);

    /// <summary>Prefixes for XPath, and the namespaces that they stand for.</summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Business keys that the message processing log keeps and indexes, such as an order number. Evaluated at the end of each exchange.</summary>
    [MaxLength(20)]
    public IReadOnlyList<NamedExpression> Track { get; init; } = [];

    /// <summary>Headers that may come in from the wire: names, patterns that match the whole name, or <c>*</c> for all. All others are dropped.</summary>
    [DefaultText("none")]
    [HeaderPattern]
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Longest time of one exchange; then it is cancelled and fails.</summary>
    [Range(typeof(TimeSpan), "1ms", "7d")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Which messages have their input kept, encrypted, so that they can be sent again (<c>ia resend</c>): none, those that <c>failed</c>, or <c>all</c>. Kept as long as the message log,
    /// up to 8 MB each. Messages that wait in a queue are kept there anyway.
    /// </summary>
    [Advanced]
    public KeepInput KeepInput { get; init; }

    /// <summary>How many messages the flow takes at the same time.</summary>
    [Advanced]
    public ConcurrencyLimits Concurrency { get; init; } = new();

    /// <summary>Where messages come from: one sender channel, or a list of them.</summary>
    public IReadOnlyList<SenderChannel> From { get; init; } = [];

    /// <summary>What happens with each message, in this order.</summary>
    public required StepSequence Steps { get; init; }

    /// <summary>Steps that run when a step failed; <c>${exception.message}</c> says why. Without it the exchange ends FAILED.</summary>
    [ErrorHandling]
    public StepSequence? OnError { get; init; }

    /// <summary>Named processes with steps and error handling of their own; one with <c>from</c> is a further main process of the flow.</summary>
    public IReadOnlyDictionary<string, NamedProcessOptions> Processes { get; init; } = new Dictionary<string, NamedProcessOptions>(StringComparer.Ordinal);
}
