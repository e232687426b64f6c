using System.Globalization;
using System.Text.Json;
using System.Xml;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Splitting;

/// <summary>Everything that splitting refuses: code, message with the place, hint.</summary>
internal static class SplitFaults
{
    private const string TooLarge = "IA3364";

    private const string Unsplittable = "IA3361";

    private const string ShowsBody = "Parts before this place were handed out; ia trace shows the body before this step.";

    public static FaultException NotJson(JsonException e) => new(Unsplittable, $"The body can't be split, because it is not JSON: {Fault.Cut(e.Message)}", ShowsBody, e);

    public static FaultException TwoPlaces() => new(
        Unsplittable,
        "The path leads to two places of the JSON, because an object has two members of the same name.",
        "Names in an object have to be unique (RFC 8259, 4): correct the sender.");

    public static FaultException NotXml(XmlException e) => new(
        "IA3362",
        $"The body can't be split, because it is not XML that is accepted here: {Fault.Cut(e.Message)}",
        $"Documents with a DTD, and elements nested deeper than 512 levels, are refused. {ShowsBody}",
        e);

    public static FaultException EnvelopeTooLong(int limit) => new(
        TooLarge,
        $"What stands in front of the first part is longer than the {Bytes(limit)} that are repeated with each part.",
        "Set envelope to false, and put what the parts need of it into properties before.");

    public static FaultException OpenQuote(long position) => new(
        "IA3363",
        $"The body can't be split, because the CSV ends within a quoted field of the record that begins at byte {Number(position)}.",
        "A quote within a quoted field is written twice (RFC 4180, 2.7); another quote is set with quote.");

    public static FaultException TooLong(string what, int limit) => new(
        TooLarge,
        $"{what} is longer than {Bytes(limit)}.",
        $"Is it the right syntax, or a quote that is not closed? {ShowsBody}");

    private static string Bytes(long count) => $"{Number(count)} bytes";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
