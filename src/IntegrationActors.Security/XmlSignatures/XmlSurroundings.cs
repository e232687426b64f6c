using System.Xml;
using System.Xml.XPath;

namespace IntegrationActors.Security.XmlSignatures;

/// <summary>
/// What an element takes over from those around it when it is canonicalized alone: namespaces, and of the attributes <c>xml:…</c> those that the form says. The library would take all of them over, whatever the form.
/// </summary>
internal static class XmlSurroundings
{
    private const string Xml = "http://www.w3.org/XML/1998/namespace";

    /// <summary>An element that stands for all those around a place, and has nothing but what counts.</summary>
    public static XmlElement Of(XmlDocument document, XmlNode? around, string? form)
    {
        var namespaces = around is XmlElement ? around.CreateNavigator()!.GetNamespacesInScope(XmlNamespaceScope.ExcludeXml) : new Dictionary<string, string>(StringComparer.Ordinal);
        var all = document.CreateElement("", "around", namespaces.TryGetValue("", out var usual) ? usual : "");
        foreach (var (prefix, uri) in namespaces)
        {
            all.SetAttribute(prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix, uri);
        }

        for (var element = around as XmlElement; element is not null; element = element.ParentNode as XmlElement)
        {
            foreach (var attribute in element.Attributes.OfType<XmlAttribute>().Where(one => one.NamespaceURI == Xml && Counts(one.LocalName, form) && !all.HasAttribute(one.LocalName, Xml)))
            {
                all.SetAttributeNode((XmlAttribute)attribute.CloneNode(deep: true));
            }
        }

        return all;
    }

    /// <summary>Gives an element what counts of those around it.</summary>
    public static void GiveTo(XmlElement element, string? form)
    {
        foreach (XmlAttribute attribute in Of(element.OwnerDocument, element.ParentNode, form).Attributes)
        {
            if (!element.HasAttribute(attribute.Name))
            {
                element.SetAttributeNode((XmlAttribute)attribute.CloneNode(deep: true));
            }
        }
    }

    /// <summary>Whether an address would have to be put together, which C14N 1.1 alone does.</summary>
    public static bool JoinsAddresses(XmlNode? around, string? form)
    {
        for (; around is XmlElement element && XmlAlgorithms.Is11(form); around = element.ParentNode)
        {
            if (element.HasAttribute("base", Xml))
            {
                return true;
            }
        }

        return false;
    }

    // Exclusive C14N takes over none, 1.0 all of them, 1.1 no ids.
    private static bool Counts(string name, string? form) => !XmlAlgorithms.IsExclusive(form) && !(XmlAlgorithms.Is11(form) && name is "id");
}
