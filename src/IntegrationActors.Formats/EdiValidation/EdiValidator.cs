using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Edi;
using IntegrationActors.Formats.Validation;

namespace IntegrationActors.Formats.EdiValidation;

/// <summary>Checks an interchange while reading it: syntax, envelopes, and each message against its grammar. Memory is bounded by the longest segment. Thread-safe.</summary>
public sealed class EdiValidator(EdiValidatorOptions options)
{
    /// <summary>What is wrong, in the order of the interchange. What can't be read on ends the list.</summary>
    /// <param name="edi">The interchange; stays open.</param>
    /// <param name="maxErrors">Most places that are listed.</param>
    /// <param name="cancel">Asked for each block that is read.</param>
    public IReadOnlyList<Violation> Validate(Stream edi, int maxErrors, CancellationToken cancel)
    {
        var violations = new List<Violation>();
        using var check = new InterchangeCheck(edi, options, mistake => violations.Add(ViolationOf(mistake)), cancel);
        try
        {
            while (violations.Count < maxErrors && check.Read())
            {
                // Mistakes report themselves.
            }
        }
        catch (FaultException e)
        {
            violations.Add(new Violation(0, 0, e.Fault.Message));
        }

        return violations.Count > maxErrors ? violations[..maxErrors] : violations;
    }

    private static Violation ViolationOf(EdiMistake mistake)
    {
        var place = mistake.Place;
        var element = place.Element == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", element {place.Element}");
        var component = place.Component == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", component {place.Component}");
        return new Violation(
            (int)long.Min(place.Line, int.MaxValue),
            (int)long.Min(place.Column, int.MaxValue),
            string.Create(CultureInfo.InvariantCulture, $"segment {place.Segment} ({place.Tag}){element}{component}: {mistake.Text}"));
    }
}
