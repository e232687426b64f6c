using System.Xml;

namespace IntegrationActors.Core.Messages;

/// <summary>How XML from outside is read everywhere: no DTD, no entities, no external access, bounded depth and size.</summary>
public static class SafeXml
{
    /// <summary>Deepest nesting of elements that is read.</summary>
    public const int MaxDepth = 512;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 0,
        CloseInput = false,
    };

    private static readonly XmlReaderSettings AsyncSettings = CreateAsync();

    /// <summary>A reader that is right for any input.</summary>
    public static XmlReader CreateReader(Stream stream) => new DepthLimitingXmlReader(XmlReader.Create(stream, Settings), MaxDepth);

    public static XmlReader CreateReader(TextReader text) => new DepthLimitingXmlReader(XmlReader.Create(text, Settings), MaxDepth);

    /// <summary>A reader whose <c>ReadAsync</c> may be awaited.</summary>
    public static XmlReader CreateAsyncReader(Stream stream) => new DepthLimitingXmlReader(XmlReader.Create(stream, AsyncSettings), MaxDepth);

    /// <summary>A faster reader for bytes in memory: the depth is estimated first, and counted exactly only when the estimate is near the limit.</summary>
    public static XmlReader CreateReader(ReadOnlyMemory<byte> bytes, Stream stream) =>
        XmlDepthEstimate.IsSurelyBelow(bytes.Span, MaxDepth) ? XmlReader.Create(stream, Settings) : CreateReader(stream);

    private static XmlReaderSettings CreateAsync()
    {
        var settings = Settings.Clone();
        settings.Async = true;
        return settings;
    }
}
