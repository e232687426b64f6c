using System.Xml;

namespace IntegrationActors.Formats.Splitting;

/// <summary>Where the parts of an XML document are: <c>/a/b/c</c>, or <c>//c</c> for the outermost elements of that name.</summary>
public sealed class XmlPath
{
    private readonly (string Uri, string Name)[] _elements;

    /// <summary>A path.</summary>
    /// <param name="elements">Namespace and local name of each element from the root; one when <paramref name="isAnywhere"/>.</param>
    /// <param name="isAnywhere">The element may stand anywhere.</param>
    public XmlPath(IEnumerable<(string Uri, string Name)> elements, bool isAnywhere) => (_elements, IsAnywhere) = ([.. elements], isAnywhere);

    internal bool IsAnywhere { get; }

    /// <summary>How many elements lead to a part, itself included.</summary>
    internal int Length => _elements.Length;

    /// <summary>Whether the element on which the reader stands is the one at this place of the path.</summary>
    internal bool IsAt(XmlReader reader, int index) =>
        index < _elements.Length
        && string.Equals(reader.LocalName, _elements[index].Name, StringComparison.Ordinal)
        && string.Equals(reader.NamespaceURI, _elements[index].Uri, StringComparison.Ordinal);
}
