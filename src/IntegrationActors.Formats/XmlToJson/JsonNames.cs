using System.Xml;
using IntegrationActors.Formats.Xml;

namespace IntegrationActors.Formats.XmlToJson;

/// <summary>The names of one document.</summary>
internal sealed class JsonNames(NamespaceMap namespaces, bool dropUnmapped)
{
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";

    private readonly Dictionary<(string Uri, string Local), JsonName> _names = [];

    /// <summary>The name of the element or attribute on which the reader stands.</summary>
    public JsonName Of(XmlReader reader)
    {
        var key = (reader.NamespaceURI, reader.LocalName);
        if (!_names.TryGetValue(key, out var name))
        {
            name = new JsonName(TextOf(reader));
            _names.Add(key, name);
        }

        return name;
    }

    private string TextOf(XmlReader reader)
    {
        var uri = reader.NamespaceURI;
        if (uri.Length == 0)
        {
            return reader.LocalName;
        }

        if (namespaces.TryGetPrefix(uri, out var prefix))
        {
            return prefix.Length == 0 ? reader.LocalName : $"{prefix}{namespaces.Delimiter}{reader.LocalName}";
        }

        if (string.Equals(uri, XmlNamespace, StringComparison.Ordinal))
        {
            return $"xml{namespaces.Delimiter}{reader.LocalName}";
        }

        return dropUnmapped ? reader.LocalName : throw XmlToJsonFaults.UnmappedNamespace(reader.Name, uri, reader);
    }
}
