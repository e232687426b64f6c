using System.Globalization;
using System.Text.RegularExpressions;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Validation;

/// <summary>Why a document can't be checked at all.</summary>
internal static class ValidationFaults
{
    public static FaultException ValueTooLong(int limit) => TooMuch(string.Create(CultureInfo.InvariantCulture, $"a single name, attribute or text is longer than {limit} bytes"));

    public static FaultException TooMuch(string what) => new(
        "IA3442",
        $"The document can't be validated: {what}.",
        "Split the document before it is validated.");

    public static FaultException Pattern(RegexMatchTimeoutException e) => new(
        "IA3443",
        $"The document can't be validated: a pattern of the schema took longer than {e.MatchTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms for one value.",
        "Write the pattern without repetitions inside of repetitions.",
        e);
}
