using System.Xml;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.Combining;

/// <summary>The elements of a document by their key, each as XML that stands alone.</summary>
/// <param name="place">Where they are.</param>
public sealed class XmlLookup(XmlKeyPlace place) : IDisposable
{
    private readonly Dictionary<string, List<Range>> _elements = new(StringComparer.Ordinal);
    private readonly XmlCopier _copier = new();

    /// <summary>Reads the document.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3367: it is not XML.</exception>
    public void Read(XmlSource source)
    {
        var document = source.Reader;
        var walk = new XmlKeyWalk(source, place);
        var start = 0;
        while (walk.Read())
        {
            if (document.NodeType == XmlNodeType.Element)
            {
                var isStart = walk.Enter();
                start = isStart ? _copier.Output.Length : start;
                Copy(document, walk, isStart);
                if (isStart && document.IsEmptyElement)
                {
                    walk.LeaveEmpty();
                    Keep(walk.Key, start);
                }

                continue;
            }

            walk.Text();
            if (walk.Depth >= 0)
            {
                _copier.Node(document);
            }

            if (document.NodeType == XmlNodeType.EndElement && walk.Leave())
            {
                Keep(walk.Key, start);
            }
        }
    }

    public void Dispose() => _copier.Dispose();

    internal void WriteTo(XmlCopier target, string? key)
    {
        if (key is null || !_elements.TryGetValue(key, out var found))
        {
            return;
        }

        foreach (var element in found)
        {
            target.Output.Write(_copier.Output.Written[element]);
        }
    }

    internal bool Has(string? key) => key is not null && _elements.ContainsKey(key);

    private void Copy(XmlReader document, XmlKeyWalk walk, bool isStart)
    {
        if (walk.Depth >= 0)
        {
            _copier.Start(document, isStart ? walk.Scope : null);
        }
    }

    private void Keep(string? key, int start)
    {
        if (key is null)
        {
            _copier.Output.Truncate(start);
            return;
        }

        if (!_elements.TryGetValue(key, out var found))
        {
            _elements.Add(key, found = []);
        }

        found.Add(start.._copier.Output.Length);
    }
}
