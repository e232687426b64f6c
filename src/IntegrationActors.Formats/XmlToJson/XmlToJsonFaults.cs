using System.Globalization;
using System.Xml;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>Everything the conversion refuses: code, message with line and column in the XML, hint.</summary>
internal static class XmlToJsonFaults
{
    private const int ShownText = 200;

    public static FaultException NotXml(XmlException e) => new(
        "IA3321",
        $"The body is not XML that is accepted here: {Shown(e.Message)}",
        "Documents with a DTD, and elements nested deeper than 512 levels, are refused; ia trace shows the body before this step.",
        e);

    public static FaultException UnmappedNamespace(string name, string uri, XmlReader at) => new(
        "IA3322",
        $"'{Shown(name)}'{Place(at)} is in namespace '{Shown(uri)}', for which no prefix is known.",
        "Add the namespace to namespaces, or set dropUnmappedNamespaces.");

    public static FaultException RepeatedElement(string path, XmlReader at) => new(
        "IA3323",
        $"{Shown(path)} stands more than once in its element{Place(at)}, and not as one uninterrupted run of an array.",
        "Add the path to arrayPaths; when other elements stand between its occurrences, set streaming to false.");

    public static FaultException ValueTooLong(int limit) => new(
        "IA3324",
        $"A single name, attribute or text is longer than {limit} bytes.",
        "Raise maxValueBytes, or send the content as attachment or file.");

    private static string Place(XmlReader reader) => reader is IXmlLineInfo line && line.HasLineInfo()
        ? string.Create(CultureInfo.InvariantCulture, $" (line {line.LineNumber}, column {line.LinePosition})")
        : "";

    private static string Shown(string text) => text.Length <= ShownText ? text : string.Concat(text.AsSpan(0, ShownText), "…");
}
