using System.Text.Json;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>The options, checked and in the form that the sinks use. Immutable, shared by all conversions.</summary>
internal sealed class XmlToJsonPlan
{
    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option that can't be used; the text is for the author of the flow.</exception>
    public XmlToJsonPlan(XmlToJsonOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxValueBytes, 1024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxValueBytes, 512 * 1024 * 1024);
        Options = options;
        Namespaces = new NamespaceMap(options.Namespaces, options.NamespaceDelimiter);
        Arrays = ArrayPath.Build(options.ArrayPaths);
    }

    /// <summary>An element can open an object and an array.</summary>
    public static JsonWriterOptions Writer { get; } = new()
    {
        Encoder = JsonName.Encoder,
        MaxDepth = (2 * SafeXml.MaxDepth) + 2,
        SkipValidation = true,
    };

    public XmlToJsonOptions Options { get; }

    public NamespaceMap Namespaces { get; }

    public ArrayPath Arrays { get; }

    public IXmlSink CreateSink(Utf8JsonWriter json) => Options.Streaming ? new StreamedXmlSink(this, json) : new BufferedXmlSink(this, json);

    public bool IsArray(ArrayPath? path, bool isRoot) => !isRoot && (Options.AllArrays || path is { IsArray: true });
}
