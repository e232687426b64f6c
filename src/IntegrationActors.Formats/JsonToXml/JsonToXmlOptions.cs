namespace IntegrationActors.Formats.JsonToXml;

/// <summary>How JSON becomes XML. The rules are those of the JSON to XML converter of SAP Cloud Integration, without its order of attributes.</summary>
public sealed record JsonToXmlOptions
{
    /// <summary>
    /// Root element that is added around the document. Without it the top level must be an object with exactly one member, which becomes the
    /// root element; with it any JSON value is accepted. A prefix of <see cref="Namespaces"/> may precede the name. Default: none.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>Name of the elements for the items of an array that stands in an array, or at the top level. Default <c>item</c>.</summary>
    public string Item { get; init; } = "item";

    /// <summary>
    /// Namespaces by the prefix that stands for them in member names; all are declared at the root element. The empty prefix stands for names
    /// without prefix. Default: none, and then names have no prefix.
    /// </summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What separates prefix and name in a member name: one of <c>: , . | ;</c> or a blank. Default <c>:</c>.</summary>
    public char NamespaceDelimiter { get; init; } = ':';

    /// <summary>Whether the document starts with an XML declaration. Default true.</summary>
    public bool XmlDeclaration { get; init; } = true;

    /// <summary>
    /// How many bytes of an element, as XML, may precede an attribute of it when a stream is converted; twice that much output is held back.
    /// A body in memory is held back up to its own length, if that is more. Default 1 MiB, allowed 0 to 64 MiB.
    /// </summary>
    public int AttributeWindow { get; init; } = 1024 * 1024;

    /// <summary>Longest single member name or value in bytes when a stream is converted; that much input may have to be buffered. Default 64 MiB, allowed 1 KiB to 512 MiB.</summary>
    public int MaxValueBytes { get; init; } = 64 * 1024 * 1024;
}
