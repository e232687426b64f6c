namespace IntegrationActors.Formats.XmlToJson;

/// <summary>
/// How XML becomes JSON. The rules are those of the XML to JSON converter of SAP Cloud Integration; where that one writes a member twice or
/// drops a namespace without a word, this one refuses the document unless told otherwise.
/// </summary>
public sealed record XmlToJsonOptions
{
    /// <summary>
    /// Namespaces by the prefix that stands for them in member names; the empty prefix gives names without prefix. The prefixes of the document
    /// itself don't matter. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Namespaces { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What separates prefix and name in a member name: one of <c>: , . | ;</c> or a blank. Default <c>:</c>.</summary>
    public char NamespaceDelimiter { get; init; } = ':';

    /// <summary>
    /// Whether names in a namespace that is not in <see cref="Namespaces"/> lose it. Default false: such a document is refused. SAP Cloud
    /// Integration drops them when streaming and refuses them otherwise.
    /// </summary>
    public bool DropUnmappedNamespaces { get; init; }

    /// <summary>Whether the content of the root element becomes the document, without a member for the root element. Default false.</summary>
    public bool DropRoot { get; init; }

    /// <summary>
    /// Whether the JSON is written while the XML is read, in constant memory. Then every element that can repeat must be in
    /// <see cref="ArrayPaths"/> and its occurrences must stand together. Default false: the document is held in memory, siblings of the same
    /// name become an array wherever they stand, and the order across names is lost.
    /// </summary>
    public bool Streaming { get; init; }

    /// <summary>
    /// Elements that are always arrays, even when there is one: absolute paths of member names such as <c>/order/lines/line</c>, with
    /// the prefixes of <see cref="Namespaces"/>. The root element can't be one. Default: none.
    /// </summary>
    public IReadOnlyList<string> ArrayPaths { get; init; } = [];

    /// <summary>Whether every element below the root element is an array. Default false.</summary>
    public bool AllArrays { get; init; }

    /// <summary>Longest single name, attribute or text in bytes of the document. Default 64 MiB, allowed 1 KiB to 512 MiB.</summary>
    public int MaxValueBytes { get; init; } = 64 * 1024 * 1024;
}
