using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Log;

/// <summary>Writes a line to the log of the tenant. Never write secrets or whole bodies; level Trace shows bodies with secrets masked.</summary>
[Step("log", typeof(LogStep), Sap = "Script: messageLogFactory", Camel = "log")]
[Shorthand(nameof(Text))]
[Example("A line", """- log: "Order ${property.orderId} arrived" """)]
[Example(
    "A line that asks somebody to act",
    """
    - log:
        text: "Order ${property.orderId} failed: ${exception.message}"
        level: error
    """)]
public sealed record LogOptions : StepOptions
{
    /// <summary>What is written; at most 8,192 characters of it are kept, line breaks and other control characters as blanks.</summary>
    public required Expression Text { get; init; }

    /// <summary>How much the line asks of people. Default <c>info</c>.</summary>
    public LogSeverity Level { get; init; } = LogSeverity.Info;
}
