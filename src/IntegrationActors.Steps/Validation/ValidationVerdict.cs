using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Validation;

namespace IntegrationActors.Steps.Validation;

/// <summary>What a validation found, as a failure or as a property.</summary>
internal static class ValidationVerdict
{
    // A fault is read in a list: some places are enough to know what to do.
    private const int Shown = 5;

    public static Outcome Of(Exchange exchange, IReadOnlyList<Violation> violations, (string Code, string Schema, string Property) validation, bool preventException)
    {
        var (code, schema, property) = validation;
        if (violations.Count == 0)
        {
            exchange.Properties.Remove(property);
            return Outcome.Next;
        }

        if (preventException)
        {
            exchange.Properties.Set(property, string.Join('\n', violations.Select(violation => Fault.Cut(violation.ToString()))));
            return Outcome.Next;
        }

        var more = violations.Count > Shown ? string.Create(CultureInfo.InvariantCulture, $" (and {violations.Count - Shown} more)") : "";
        return Outcome.Failed(new Fault(
            code,
            Fault.Cut($"The body is not valid against {schema}: {string.Join("; ", violations.Take(Shown))}") + more,
            $"Have the sender corrected. To go on all the same, set preventException, and look at the property {property}."));
    }
}
