using System.Xml;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Splitting;

/// <summary>
/// What each part gets around it: the elements that are open, and what stood in them in front of their first part. What stands behind the first part is not kept.
/// </summary>
internal sealed class XmlEnvelope : IDisposable
{
    /// <summary>Longest envelope, in bytes.</summary>
    public const int MaxLength = 1024 * 1024;

    private readonly XmlCopier _copier = new();
    private readonly Stack<OpenElement> _open = new();

    /// <summary>The start of a part's document.</summary>
    public ReadOnlySpan<byte> Head => _copier.Output.Written;

    public void Open(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            Keep(reader);
            return;
        }

        _open.Push(new OpenElement(_copier.Output.Length, reader.Name));
        _copier.Start(reader);
        Check();
    }

    /// <summary>A node that is no element.</summary>
    public void Node(XmlReader reader)
    {
        if (!_open.TryPeek(out var parent) || parent.HasPart)
        {
            return;
        }

        _copier.Node(reader);
        Check();
    }

    public void Close()
    {
        var element = _open.Pop();
        if (element.HasPart || (_open.TryPeek(out var parent) && parent.HasPart))
        {
            _copier.Output.Truncate(element.From);
        }
        else
        {
            _copier.End(element.Name);
        }
    }

    /// <summary>A part stands here.</summary>
    public void Mark()
    {
        foreach (var element in _open)
        {
            element.HasPart = true;
        }
    }

    /// <summary>The end of a part's document.</summary>
    public void WriteEnds(XmlCopier target)
    {
        foreach (var element in _open)
        {
            target.End(element.Name);
        }
    }

    public void Dispose() => _copier.Dispose();

    private void Keep(XmlReader reader)
    {
        if (!_open.TryPeek(out var parent) || !parent.HasPart)
        {
            _copier.Start(reader);
            Check();
        }
    }

    private void Check()
    {
        if (_copier.Output.Length > MaxLength)
        {
            throw SplitFaults.EnvelopeTooLong(MaxLength);
        }
    }

    private sealed class OpenElement(int from, string name)
    {
        public int From { get; } = from;

        public string Name { get; } = name;

        public bool HasPart { get; set; }
    }
}
