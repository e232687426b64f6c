using System.Xml.XPath;

namespace IntegrationActors.Formats.Canonicalization;

/// <summary>Which namespace declarations an element needs, given those that are written around it.</summary>
internal static class CanonicalNamespaces
{
    /// <summary>The declarations, by prefix.</summary>
    /// <param name="element">The element.</param>
    /// <param name="visible">Exclusive form: its attributes, since only prefixes that are used count. Null: all that are in scope count.</param>
    /// <param name="rendered">What is written around it.</param>
    public static SortedDictionary<string, string> Of(XPathNavigator element, List<CanonicalAttribute>? visible, Dictionary<string, string> rendered)
    {
        var needed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (prefix, uri) in visible is null ? InScope(element) : Used(element, visible))
        {
            if (!string.Equals(rendered.GetValueOrDefault(prefix, ""), uri, StringComparison.Ordinal))
            {
                needed[prefix] = uri;
            }
        }

        // The default namespace ends here.
        if (element.Prefix.Length == 0 && element.NamespaceURI.Length == 0 && rendered.GetValueOrDefault("", "").Length > 0)
        {
            needed[""] = "";
        }

        return needed;
    }

    public static Dictionary<string, string> With(Dictionary<string, string> rendered, SortedDictionary<string, string> declarations)
    {
        var inside = new Dictionary<string, string>(rendered, StringComparer.Ordinal);
        foreach (var (prefix, uri) in declarations)
        {
            inside[prefix] = uri;
        }

        return inside;
    }

    private static IEnumerable<(string Prefix, string Uri)> InScope(XPathNavigator element)
    {
        var at = element.Clone();
        for (var any = at.MoveToFirstNamespace(XPathNamespaceScope.ExcludeXml); any; any = at.MoveToNextNamespace(XPathNamespaceScope.ExcludeXml))
        {
            yield return (at.LocalName, at.Value);
        }
    }

    private static IEnumerable<(string Prefix, string Uri)> Used(XPathNavigator element, List<CanonicalAttribute> attributes)
    {
        if (element.NamespaceURI.Length > 0)
        {
            yield return (element.Prefix, element.NamespaceURI);
        }

        foreach (var attribute in attributes.Where(attribute => attribute.Prefix is not ("" or "xml")))
        {
            yield return (attribute.Prefix, attribute.Namespace);
        }
    }
}
