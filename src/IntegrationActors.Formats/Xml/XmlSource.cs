using System.Xml;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Splitting;

namespace IntegrationActors.Formats.Xml;

/// <summary>A document that is read node by node, and holds no more than one node in memory. The stream stays open.</summary>
public sealed class XmlSource : IDisposable
{
    private readonly ValueGuardStream? _guard;

    /// <summary>Reads a stream.</summary>
    public XmlSource(Stream stream)
    {
        _guard = new ValueGuardStream(stream, WindowPartReader.MaxHeld, limit => SplitFaults.TooLong("A name, attribute or text of the XML", limit), CancellationToken.None);
        Reader = SafeXml.CreateReader(_guard);
    }

    /// <summary>Reads a document in memory.</summary>
    /// <param name="xml">The document, in the encoding that its byte order mark or declaration names; UTF-8 otherwise.</param>
    /// <param name="stream">A stream over the same bytes.</param>
    public XmlSource(ReadOnlyMemory<byte> xml, Stream stream) => Reader = SafeXml.CreateReader(xml, stream);

    /// <summary>Stands on the node that was read last.</summary>
    internal XmlReader Reader { get; }

    public void Dispose()
    {
        Reader.Dispose();
        _guard?.Dispose();
    }

    internal bool Read()
    {
        _guard?.Reset();
        return Reader.Read();
    }
}
