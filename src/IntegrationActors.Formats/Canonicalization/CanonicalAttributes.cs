using System.Xml.XPath;

namespace IntegrationActors.Formats.Canonicalization;

/// <summary>The attributes of an element in canonical order, those in the namespace of XML that it inherits from elements that are not written included.</summary>
internal static class CanonicalAttributes
{
    private const string XmlNamespace = "http://www.w3.org/XML/1998/namespace";

    // A base that no document has, to join relative ones.
    private static readonly Uri NoBase = new("c14n://base/");

    public static List<CanonicalAttribute> Of(XPathNavigator element, bool inherits, bool isOnePointOne)
    {
        var attributes = new List<CanonicalAttribute>();
        var attribute = element.Clone();
        for (var any = attribute.MoveToFirstAttribute(); any; any = attribute.MoveToNextAttribute())
        {
            attributes.Add(new CanonicalAttribute(attribute.NamespaceURI, attribute.LocalName, attribute.Prefix, attribute.Value));
        }

        if (inherits)
        {
            Inherit(element, attributes, isOnePointOne);
        }

        attributes.Sort();
        return attributes;
    }

    private static void Inherit(XPathNavigator element, List<CanonicalAttribute> attributes, bool isOnePointOne)
    {
        var own = attributes.Where(IsXml).Select(attribute => attribute.LocalName).ToHashSet(StringComparer.Ordinal);
        var bases = new Stack<string>(attributes.Where(attribute => IsBase(attribute)).Select(attribute => attribute.Value));
        var above = element.Clone();
        while (above.MoveToParent() && above.NodeType == XPathNodeType.Element)
        {
            foreach (var attribute in Of(above, inherits: false, isOnePointOne).Where(IsXml))
            {
                if (isOnePointOne && IsBase(attribute))
                {
                    bases.Push(attribute.Value);
                }
                else if ((!isOnePointOne || attribute.LocalName is "lang" or "space") && own.Add(attribute.LocalName))
                {
                    attributes.Add(attribute);
                }
            }
        }

        if (isOnePointOne && bases.Count > 0)
        {
            attributes.RemoveAll(attribute => IsBase(attribute));
            attributes.Add(new CanonicalAttribute(XmlNamespace, "base", "xml", Join(bases)));
        }
    }

    private static string Join(IEnumerable<string> bases)
    {
        var joined = bases.Aggregate(NoBase, (outer, inner) => Uri.TryCreate(outer, inner, out var uri) ? uri : outer);
        var text = joined.OriginalString;
        return text.StartsWith(NoBase.OriginalString, StringComparison.Ordinal) ? text[NoBase.OriginalString.Length..] : text;
    }

    private static bool IsBase(CanonicalAttribute attribute) => IsXml(attribute) && string.Equals(attribute.LocalName, "base", StringComparison.Ordinal);

    private static bool IsXml(CanonicalAttribute attribute) => string.Equals(attribute.Namespace, XmlNamespace, StringComparison.Ordinal);
}
