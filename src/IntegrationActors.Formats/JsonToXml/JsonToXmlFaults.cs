using System.Text.Json;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Formats.JsonToXml;

/// <summary>Everything the conversion refuses: code, message with the path in the JSON, hint.</summary>
internal static class JsonToXmlFaults
{
    private const string NotJsonCode = "IA3301";

    private const int ShownText = 100;

    public static FaultException NotJson(JsonException e) => new(
        NotJsonCode,
        $"The body is not JSON: {e.Message}",
        "Check the body before this step: ia trace shows it.",
        e);

    public static FaultException NotUtf8(string path) => new(
        NotJsonCode,
        $"{path}: the text is not valid Unicode (broken UTF-8, or half of a surrogate pair).",
        "JSON is exchanged in UTF-8: convert the body before this step, or have the sender corrected.");

    public static FaultException TopLevel(string found) => new(
        "IA3302",
        $"$: {found}; an XML document has exactly one root element, so the top level must be an object with exactly one member.",
        "Set root to add a root element around the document.");

    public static FaultException Name(string path, string name) => new(
        "IA3303",
        $"{path}: the member name '{Shown(name)}' is no XML name: {MemberNames.Rule}",
        "Rename the member before this step, or add its prefix to namespaces.");

    public static FaultException AttributeValue(string path, string found) => new(
        "IA3304",
        $"{path}: an attribute needs a string, a number, true or false, not {found}.",
        "Leave the member out, or rename it without @ to get an element.");

    public static FaultException TextValue(string path, string found) => new(
        "IA3305",
        $"{path}: the text member $ needs a string, a number, true, false or null, not {found}.",
        "Rename the member to get an element.");

    public static FaultException DuplicateAttribute(string path) => new(
        "IA3306",
        $"{path}: the object has this attribute already.",
        "Keep one of the members: an XML element has each attribute once.");

    public static FaultException TooManyAttributes(string path, int limit) => new(
        "IA3311",
        $"{path}: the object has more than {limit} attributes.",
        "Use elements (members without @) for lists of data.");

    public static FaultException AttributeTooLate(string path, int window) => new(
        "IA3307",
        $"{path}: the attribute stands behind more than {window} bytes of its element, which is on its way already.",
        "Have the sender put members with @ first.");

    public static FaultException Character(string path, int character) => new(
        "IA3308",
        $"{path}: the text holds U+{character:X4}, a character that XML 1.0 can't hold.",
        "Remove control characters before this step.");

    public static FaultException Depth(string path) => new(
        "IA3309",
        $"{Shown(path)}: objects and arrays nest deeper than {JsonLimits.MaxDepth} levels.",
        "Have the sender corrected: no real document nests like this.");

    public static FaultException ValueTooLong(string path, int limit) => new(
        "IA3310",
        $"{path}: a single name or value is longer than {limit} bytes.",
        "Have the sender cut it, or send such content as a file.");

    private static string Shown(string text) => text.Length <= ShownText ? text : string.Concat(text.AsSpan(0, ShownText), "…");
}
