using System.Xml;
using IntegrationActors.Formats.Splitting;

namespace IntegrationActors.Formats.Combining;

/// <summary>Elements of a document, and what they are found by.</summary>
public sealed class XmlKeyPlace
{
    private readonly string _key;
    private readonly bool _isAttribute;

    /// <summary>A place.</summary>
    /// <param name="path">Where the elements are.</param>
    /// <param name="key">Name of the child element whose text is the key, or of an attribute behind <c>@</c>.</param>
    public XmlKeyPlace(XmlPath path, string key)
    {
        Path = path;
        _isAttribute = key.StartsWith('@');
        _key = key.TrimStart('@');
    }

    internal XmlPath Path { get; }

    /// <summary>The key in the attributes of the element on which the reader stands.</summary>
    internal string? InAttributes(XmlReader reader) => _isAttribute ? reader.GetAttribute(_key) : null;

    /// <summary>Whether the reader stands on the child element that is the key.</summary>
    internal bool IsKey(XmlReader reader) =>
        !_isAttribute && string.Equals(reader.LocalName, _key, StringComparison.Ordinal) && reader.NamespaceURI.Length == 0;
}
