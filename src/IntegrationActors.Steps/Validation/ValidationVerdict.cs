using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Validation;

namespace IntegrationActors.Steps.Validation;

/// <summary>What a validation found, as a failure, as a property, and as an attachment of the log.</summary>
internal sealed class ValidationVerdict(string code, IValidationOptions options, IStepContext context)
{
    // A fault is read in a list: some places are enough to know what to do.
    private const int Shown = 5;

    public async ValueTask<Outcome> OfAsync(Exchange exchange, string schema, IReadOnlyList<Violation> violations, CancellationToken cancel)
    {
        if (violations.Count == 0)
        {
            exchange.Properties.Remove(options.Property);
            return Outcome.Next;
        }

        var result = string.Join('\n', violations.Select(violation => Fault.Cut(violation.ToString())));
        exchange.Properties.Set(options.Property, result);
        if (options.AttachResult)
        {
            await context.Stores.Attachments.AddAsync(exchange.Id, new Attachment(options.Property, "text/plain", Payload.FromText(result)), cancel);
        }

        return options.PreventException ? Outcome.Next : Outcome.Failed(Explain(schema, violations));
    }

    private Fault Explain(string schema, IReadOnlyList<Violation> violations)
    {
        var more = violations.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" (and {violations.Count - Shown} more)") : "";
        return new Fault(
            code,
            Fault.Cut($"The body is not valid against {schema}: {string.Join("; ", violations.Take(Shown))}") + more,
            $"Have the sender corrected. To go on all the same, set preventException, and look at the property {options.Property}.");
    }
}
