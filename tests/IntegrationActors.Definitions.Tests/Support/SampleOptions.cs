using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.Tests.Support;

/// <summary>A step with an option of every type that the flow language knows.</summary>
[Step("sample", typeof(object), Sap = "Sample Step", Camel = "sampleIt, sampleAll")]
public sealed record SampleOptions : StepOptions, IValidatableObject
{
    public string Text { get; init; } = "plain";

    public bool Flag { get; init; }

    [Range(1, 64)]
    public int Parallel { get; init; } = 1;

    public long? Count { get; init; }

    public double Ratio { get; init; } = 0.5;

    public decimal Amount { get; init; }

    public SampleMode Mode { get; init; }

    [Range(typeof(TimeSpan), "1s", "1h")]
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(30);

    [Range(typeof(ByteSize), "1KB", "1GB")]
    public ByteSize Size { get; init; } = new(10 << 20);

    public Uri? Address { get; init; }

    public Expression? Value { get; init; }

    public Condition? When { get; init; }

    public IReadOnlyList<NamedExpression> Rows { get; init; } = [];

    public StepSequence? Steps { get; init; }

    public CredentialReference? Credential { get; init; }

    public ResourceReference? Schema { get; init; }

    public ProcessReference? Process { get; init; }

    public RetryOptions? Retry { get; init; }

    [MaxLength(2)]
    [AllowedValues("red", "green")]
    public IReadOnlyList<string> Colours { get; init; } = [];

    public IReadOnlyList<RetryOptions> Retries { get; init; } = [];

    public IReadOnlyDictionary<string, int> Weights { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, RetryOptions> ByName { get; init; } = new Dictionary<string, RetryOptions>(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Flag && Count is not null)
        {
            yield return new ValidationResult("'count' and 'flag' exclude each other", [nameof(Count)]);
        }
    }
}

public enum SampleMode
{
    Fast,
    VerySafe,
}

public sealed record RetryOptions
{
    [RegularExpression("[a-z]+")]
    public string Name { get; init; } = "x";

    public required int Attempts { get; init; }
}

/// <summary>A step with a shorthand.</summary>
[Step("note", typeof(object))]
[Shorthand(nameof(Text))]
public sealed record NoteOptions : StepOptions
{
    public required Expression Text { get; init; }

    public int Level { get; init; }
}

/// <summary>A step whose shorthand is a list.</summary>
[Step("choose", typeof(object))]
[Shorthand(nameof(Routes))]
public sealed record ChooseOptions : StepOptions
{
    public required IReadOnlyList<ChoiceOptions> Routes { get; init; }
}

public sealed record ChoiceOptions
{
    public Condition? When { get; init; }

    public StepSequence? Steps { get; init; }

    public StepSequence? Otherwise { get; init; }
}

/// <summary>A step without options.</summary>
[Step("stop", typeof(object))]
public sealed record StopOptions : StepOptions;

/// <summary>A step that delivers.</summary>
[Step("deliver", typeof(object), Camel = "to")]
public sealed record DeliverOptions : StepOptions
{
    public required ReceiverChannel Channel { get; init; }
}

[ReceiverChannel("web", typeof(object))]
public sealed record WebReceiverOptions
{
    public required Expression Url { get; init; }

    public RetryOptions? Retry { get; init; }
}

[ReceiverChannel("queue", typeof(object))]
[Shorthand(nameof(Name))]
public sealed record QueueReceiverOptions
{
    public required string Name { get; init; }
}

[SenderChannel("web", typeof(object))]
public sealed record WebSenderOptions
{
    [Required]
    public required string Path { get; init; }

    public IReadOnlyList<string> Methods { get; init; } = ["POST"];
}

[SenderChannel("timer", typeof(object))]
public sealed record TimerSenderOptions
{
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);
}
