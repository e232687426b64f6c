using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Binding;

/// <summary>A flow: takes messages from a sender, works on them step by step, delivers them to receivers.</summary>
internal sealed record FlowOptions : IValidatableObject
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
    public IReadOnlyList<string> AllowedHeaders { get; init; } = [];

    /// <summary>Longest time of one exchange; then it is cancelled and fails.</summary>
    [Range(typeof(TimeSpan), "1ms", "7d")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many messages the flow takes at the same time.</summary>
    [Advanced]
    public ConcurrencyLimits Concurrency { get; init; } = new();

    /// <summary>Where messages come from: one sender channel, or a list of them.</summary>
    public IReadOnlyList<SenderChannel> From { get; init; } = [];

    /// <summary>What happens with each message, in this order.</summary>
    public required StepSequence Steps { get; init; }

    /// <summary>Steps that run when a step failed; <c>${exception.message}</c> says why. Without it the exchange ends FAILED.</summary>
    public StepSequence? OnError { get; init; }

    /// <summary>Named processes with steps and error handling of their own; one with <c>from</c> is a further main process of the flow.</summary>
    public IReadOnlyDictionary<string, ProcessOptions> Processes { get; init; } = new Dictionary<string, ProcessOptions>(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var pattern in AllowedHeaders.Where(h => h is not "*" && !IsPattern(h)))
        {
            yield return new ValidationResult($"'allowedHeaders' has '{Wording.Short(pattern)}', which is neither a name nor a pattern (regular expression)", [nameof(AllowedHeaders)]);
        }
    }

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
