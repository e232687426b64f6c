using System.Xml;
using IntegrationActors.Core.Messages.Xml;

namespace IntegrationActors.Core.Messages;

/// <summary>How XML from outside is read everywhere: no DTD, no entities, no external access, bounded depth and size.</summary>
public static class SafeXml
{
    /// <summary>Deepest nesting of elements that is read.</summary>
    public const int MaxDepth = 512;

    /// <summary>Most attributes of one element.</summary>
    public const int MaxAttributes = 10_000;

    /// <summary>How often a namespace declaration may have to be compared with another one in whose scope it stands; thousands of them at one element are within it.</summary>
    public const long MaxNamespaceComparisons = 20_000_000;

    // No document below this size has more attributes than are allowed: each takes five bytes at least.
    private const int SurelyFewAttributes = 5 * MaxAttributes;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 0,
        CloseInput = false,
    };

    private static readonly XmlReaderSettings AsyncSettings = CreateAsync();

    /// <summary>A reader that is right for any input.</summary>
    public static XmlReader CreateReader(Stream stream) => new LimitedXmlReader(XmlReader.Create(new XmlGuardStream(stream), Settings));

    /// <summary>A reader whose <c>ReadAsync</c> may be awaited.</summary>
    public static XmlReader CreateAsyncReader(Stream stream) => new LimitedXmlReader(XmlReader.Create(new XmlGuardStream(stream), AsyncSettings));

    /// <summary>A faster reader for bytes in memory: what the limits are about is estimated first, and counted exactly only when the estimate is near a limit.</summary>
    public static XmlReader CreateReader(ReadOnlyMemory<byte> bytes, Stream stream)
    {
        var guarded = bytes.Length < SurelyFewAttributes ? stream : new XmlGuardStream(stream);
        var reader = XmlReader.Create(guarded, Settings);
        return XmlEstimate.IsSurelyWithinLimits(bytes.Span) ? reader : new LimitedXmlReader(reader);
    }

    /// <summary>A shorter way to look at the node on which a reader of this class stands, its attributes and its text. Whoever goes on to the next node asks the reader itself, which keeps the limits.</summary>
    public static XmlReader NodesOf(XmlReader reader) => reader is LimitedXmlReader limited ? limited.Inner : reader;

    private static XmlReaderSettings CreateAsync()
    {
        var settings = Settings.Clone();
        settings.Async = true;
        return settings;
    }
}
