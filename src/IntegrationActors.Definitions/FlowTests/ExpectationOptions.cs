using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Options;

namespace IntegrationActors.Definitions.FlowTests;

/// <summary>What has to come out of a test. What is not written is not looked at.</summary>
public sealed record ExpectationOptions : IValidatableObject
{
    /// <summary>How the message ends.</summary>
    [DefaultText("completed; failed when a fault or message is expected")]
    public TestOutcome? Outcome { get; init; }

    /// <summary>HTTP status that a waiting sender would get.</summary>
    [Range(100, 599)]
    public int? Status { get; init; }

    /// <summary>Code of the fault (<c>IA3002</c>, or that of a <c>fail</c> step).</summary>
    public string? Fault { get; init; }

    /// <summary>Text that the message of the fault contains.</summary>
    public string? Message { get; init; }

    /// <summary>Name of the step that failed.</summary>
    [Advanced]
    public string? Step { get; init; }

    /// <summary>The body at the end.</summary>
    public ExpectedBodyOptions? Body { get; init; }

    /// <summary>Headers at the end; others may be there too. An empty text: there is no such header.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Properties at the end; others may be there too.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Business keys (<c>track</c>) in the message processing log; others may be there too.</summary>
    [Advanced]
    public IReadOnlyDictionary<string, string> Track { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>All calls to receivers, in their order; <c>[]</c>: none.</summary>
    public IReadOnlyList<ExpectedCallOptions>? Calls { get; init; }

    /// <summary>The calls may come in any order, as parallel branches make them.</summary>
    [Advanced]
    public bool AnyOrder { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Outcome == TestOutcome.Completed && (Fault is not null || Message is not null || Step is not null))
        {
            yield return new ValidationResult("a completed message has no fault; write outcome: failed, or leave the fault out", [nameof(Outcome)]);
        }
    }
}

/// <summary>How a message ends.</summary>
public enum TestOutcome
{
    /// <summary>It went through, or was ended on purpose.</summary>
    Completed,

    /// <summary>A step failed, and the error handling did not make up for it.</summary>
    Failed,

    /// <summary>It ended with an escalation.</summary>
    Escalated,
}
