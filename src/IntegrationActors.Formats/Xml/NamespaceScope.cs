using System.Xml;

namespace IntegrationActors.Formats.Xml;

/// <summary>The namespace declarations of the elements that are open, as attributes (<c>xmlns:p</c>).</summary>
internal sealed class NamespaceScope
{
    private readonly List<(int Depth, string Name, string Uri)> _declared = [];
    private readonly Dictionary<string, string> _innermost = new(StringComparer.Ordinal);

    public bool IsEmpty => _declared.Count == 0;

    /// <summary>The declarations that hold, each name once.</summary>
    public IReadOnlyDictionary<string, string> Innermost => _innermost;

    /// <summary>Adds those of the element on which the reader stands.</summary>
    public void Open(XmlReader reader)
    {
        if (reader.AttributeCount == 0)
        {
            return;
        }

        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix is "xmlns" || reader.Name is "xmlns")
            {
                Add(reader.Depth - 1, reader.Name, reader.Value);
            }
        }

        reader.MoveToElement();
    }

    public void Add(int depth, string name, string uri)
    {
        _declared.Add((depth, name, uri));
        _innermost[name] = uri;
    }

    /// <summary>Drops those of the element at this depth.</summary>
    public void Close(int depth)
    {
        while (_declared.Count > 0 && _declared[^1].Depth >= depth)
        {
            var (_, name, _) = _declared[^1];
            _declared.RemoveAt(_declared.Count - 1);
            if (_declared.FindLast(outer => string.Equals(outer.Name, name, StringComparison.Ordinal)) is { Name: not null } outer)
            {
                _innermost[name] = outer.Uri;
            }
            else
            {
                _innermost.Remove(name);
            }
        }
    }
}
