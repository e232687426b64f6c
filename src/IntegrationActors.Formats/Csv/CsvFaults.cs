using System.Globalization;
using CsvHelper;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.Csv;

/// <summary>Everything that is refused about CSV: code, message with row and line, hint.</summary>
internal static class CsvFaults
{
    private const string TooLongField = "IA3406";

    private const string WrongRow = "IA3404";

    private const int ShownText = 100;

    public static FaultException Malformed(CsvFormatException e, int limit) => e.Message.Contains(nameof(CsvReaderOptions.MaxRecordSize), StringComparison.Ordinal)
        ? TooLong($"Row {Number(e.RecordNumber)}, which starts in line {Number(e.LineNumber)},", limit, "maxRecordSize", e)
        : new FaultException(
            "IA3401",
            $"Row {Number(e.RecordNumber)}, which starts in line {Number(e.LineNumber)}, is not CSV of this dialect: {e.Message}",
            "A value with quotes, separators or line breaks stands in quotes, and quotes in it are doubled; other dialects are chosen with escaping, quote and separator.",
            e);

    public static FaultException NotText(string place, Exception? cause = null) => new(
        "IA3402",
        $"{place}: the bytes are no text in the encoding of the document.",
        "Set encoding to what the sender writes, such as windows-1252.",
        cause);

    public static FaultException Ragged(string place, int found, int expected) => new(
        "IA3403",
        string.Create(CultureInfo.InvariantCulture, $"{place} has {found} fields, and {expected} are expected."),
        found < expected
            ? "Have the sender corrected, or set raggedRows to fill: then missing fields are empty."
            : "Have the sender corrected (is a value with a separator not in quotes?), or set raggedRows to fillAndCut: then surplus fields are dropped.");

    public static FaultException HeaderRepeats(string name) => new(
        WrongRow,
        $"The header has the name '{Shown(name)}' twice, so the fields can't be told apart.",
        "Set header to skip, and give the names in fields.");

    public static FaultException HeaderLacks(string name, IEnumerable<string> names) => new(
        "IA3405",
        $"The header has no field '{Shown(name)}'; it has {Shown(string.Join(", ", names))}.",
        "Correct fields, or have the sender corrected. Is the separator the right one?");

    public static FaultException TooLong(string place, int limit, string option, Exception? cause = null) => new(
        TooLongField,
        string.Create(CultureInfo.InvariantCulture, $"{place} is longer than {limit} bytes."),
        $"A quote that is never closed takes in all that follows. If the content is right, raise {option}.",
        cause);

    public static FaultException Character(string place, int character) => new(
        "IA3407",
        $"{place} holds U+{character:X4}, a character that XML 1.0 can't hold.",
        "Remove control characters before this step.");

    public static FaultException FieldNames(string name, string why) => new(
        WrongRow,
        $"The name of field '{Shown(name)}' {why}.",
        "Give the names in fields, with header: skip.");

    public static FaultException NotOfType(string place, string type, string value) => new(
        "IA3408",
        $"{place} is not {type}: '{Shown(value)}'.",
        "Take the field out of the list of its type, or have the sender corrected.");

    public static FaultException NotXml(Exception e) => new(
        "IA3411",
        $"The body is not XML that is accepted here: {Shown(e.Message)}",
        "Documents with a DTD, and elements nested deeper than 512 levels, are refused; ia trace shows the body before this step.",
        e);

    public static FaultException NotJson(string why, Exception? cause = null) => new(
        "IA3416",
        $"The body is not JSON with an array of objects: {why}",
        "Set path to where the array stands, such as orders/order.",
        cause);

    public static FaultException Nested(string record, string field) => new(
        "IA3412",
        $"{record}: '{Shown(field)}' is no single value, and a field of CSV holds nothing else.",
        "List the wanted fields in fields; those inside of it are written with slashes: address/city.");

    public static FaultException Repeated(string record, string field) => new(
        "IA3413",
        $"{record}: '{Shown(field)}' stands there more than once.",
        "Let path lead to the element that repeats, or list only other fields in fields.");

    public static FaultException Unknown(string record, string field) => new(
        "IA3414",
        $"{record}: field '{Shown(field)}' does not stand in the first record, so the header has no place for it.",
        "List all fields in fields.");

    public static FaultException NotInEncoding(string encoding, Exception cause) => new(
        "IA3415",
        $"A value holds a character that {encoding} has not: {Shown(cause.Message)}",
        "Set encoding to UTF-8.",
        cause);

    public static FaultException TooManyFields(string record, int limit) => new(
        TooLongField,
        string.Create(CultureInfo.InvariantCulture, $"{record} has more than {limit} fields."),
        "List the wanted fields in fields.");

    public static string Shown(string text) => text.Length <= ShownText ? text : string.Concat(text.AsSpan(0, ShownText), "…");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
