using System.Buffers;
using System.Globalization;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Combining;

/// <summary>Writes several XML documents into one, in UTF-8 and without a declaration. Each is checked while it is copied, and none is held in memory.</summary>
public sealed class XmlCombiner : IDisposable
{
    private const int ReleaseAt = 32 * 1024;
    private const string Multimap = "http://sap.com/xi/XI/SplitAndMerge";

    private readonly IBufferWriter<byte> _output;
    private readonly XmlCopier _copier = new();
    private readonly string? _root;
    private readonly bool _isNumbered;
    private int _count;

    /// <summary>Begins a document.</summary>
    /// <param name="output">Gets it.</param>
    /// <param name="root">Its root element, a name without prefix; null for the wrapper of multi-mappings, <c>multimap:Messages</c>.</param>
    /// <param name="isNumbered">Each document stands in an element of its own (<c>Message1</c>, <c>Message2</c>), and not all in one.</param>
    public XmlCombiner(IBufferWriter<byte> output, string? root, bool isNumbered)
    {
        _output = output;
        _root = root;
        _isNumbered = isNumbered;
        _copier.Output.Write("<"u8);
        _copier.Name(root ?? $"multimap:Messages xmlns:multimap=\"{Multimap}\"");
        _copier.Output.Write(">"u8);
        if (!isNumbered && root is null)
        {
            _copier.Output.Write("<multimap:Message1>"u8);
        }
    }

    /// <summary>Adds the root element of a document.</summary>
    /// <exception cref="FaultException">IA3367: it is not XML.</exception>
    public void Add(XmlSource document)
    {
        _count++;
        if (_isNumbered)
        {
            _copier.Output.Write("<"u8);
            _copier.Name(Numbered);
            _copier.Output.Write(">"u8);
        }

        try
        {
            Copy(document);
        }
        catch (XmlException e)
        {
            throw CombineFaults.NotXml(_count, e);
        }

        if (_isNumbered)
        {
            _copier.End(Numbered);
        }

        _copier.Release(_output);
    }

    /// <summary>Ends the document.</summary>
    public void Finish()
    {
        if (!_isNumbered && _root is null)
        {
            _copier.Output.Write("</multimap:Message1>"u8);
        }

        _copier.End(_root ?? "multimap:Messages");
        _copier.Release(_output);
    }

    public void Dispose() => _copier.Dispose();

    private string Numbered => string.Create(CultureInfo.InvariantCulture, $"{(_root is null ? "multimap:" : "")}Message{_count}");

    private void Copy(XmlSource document)
    {
        var reader = document.Reader;
        while (document.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                _copier.Start(reader);
            }
            else if (reader.Depth > 0 || reader.NodeType == XmlNodeType.EndElement)
            {
                _copier.Node(reader);
            }

            if (_copier.Output.Length > ReleaseAt)
            {
                _copier.Release(_output);
            }
        }
    }
}
