using System.Text;
using System.Xml;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Combining;

/// <summary>Follows a document to the elements of a place, and gathers the key of each while it goes through it.</summary>
internal sealed class XmlKeyWalk(XmlSource source, XmlKeyPlace place)
{
    private readonly XmlReader _reader = source.Reader;
    private readonly StringBuilder _text = new();
    private string? _key;
    private int _matched;
    private int _keyDepth = -1;

    /// <summary>Depth of the element of the place that is open; -1 outside.</summary>
    public int Depth { get; private set; } = -1;

    /// <summary>The declarations around the element.</summary>
    public NamespaceScope Scope { get; } = new();

    /// <summary>The key of the element that has just ended; null when it has none.</summary>
    public string? Key => string.IsNullOrEmpty(_key) ? null : _key;

    /// <summary>Goes to the next node. False at the end.</summary>
    /// <exception cref="FaultException">IA3367: it is not XML.</exception>
    public bool Read()
    {
        try
        {
            return source.Read();
        }
        catch (XmlException e)
        {
            throw CombineFaults.NotXmlToEnrich(e);
        }
    }

    /// <summary>Looks at a start tag. True when an element of the place begins.</summary>
    public bool Enter()
    {
        if (Depth >= 0)
        {
            EnterInside();
            return false;
        }

        var path = place.Path;
        var isHere = path.IsAnywhere ? path.IsAt(_reader, 0) : _reader.Depth == _matched && path.IsAt(_reader, _matched);
        if (isHere && (path.IsAnywhere || _matched == path.Length - 1))
        {
            (Depth, _key) = (_reader.Depth, place.InAttributes(_reader));
            return true;
        }

        if (!_reader.IsEmptyElement)
        {
            Scope.Open(_reader);
            _matched += isHere ? 1 : 0;
        }

        return false;
    }

    /// <summary>Looks at a text.</summary>
    public void Text()
    {
        if (_keyDepth >= 0 && _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
        {
            _text.Append(_reader.Value);
        }
    }

    /// <summary>Looks at an end tag. True when an element of the place ends.</summary>
    public bool Leave()
    {
        if (Depth < 0)
        {
            Scope.Close(_reader.Depth);
            _matched -= _reader.Depth == _matched - 1 ? 1 : 0;
            return false;
        }

        if (_reader.Depth == _keyDepth)
        {
            _keyDepth = -1;
            _key ??= _text.ToString().Trim();
        }

        if (_reader.Depth != Depth)
        {
            return false;
        }

        Depth = -1;
        return true;
    }

    /// <summary>The element of the place on which the reader stands has no content.</summary>
    public void LeaveEmpty() => Depth = -1;

    private void EnterInside()
    {
        if (_reader.Depth == Depth + 1 && !_reader.IsEmptyElement && place.IsKey(_reader))
        {
            _keyDepth = _reader.Depth;
            _text.Clear();
        }
    }
}
