using System.Text;
using System.Xml;
using System.Xml.Linq;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Cli.Testing;

/// <summary>Brings XML into a form in which the same content is the same text.</summary>
internal static class XmlComparison
{
    private const string Declaration = "<?xml";

    /// <summary>The root without white space between elements, prefixes and comments, with its attributes in order.</summary>
    /// <exception cref="XmlException">It is no XML, or has a DTD.</exception>
    public static XElement Parse(string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(WithoutDeclaration(text)));
        using var reader = SafeXml.CreateReader(bytes);
        return Normal(XElement.Load(reader, LoadOptions.PreserveWhitespace));
    }

    // The text is decoded: what it says of its encoding is over.
    private static string WithoutDeclaration(string text)
    {
        var trimmed = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var end = trimmed.StartsWith(Declaration, StringComparison.Ordinal) ? trimmed.IndexOf("?>", StringComparison.Ordinal) : -1;
        return end < 0 ? trimmed : trimmed[(end + 2)..];
    }

    /// <summary>Indented, for people.</summary>
    public static string Show(XElement element) => element.ToString().ReplaceLineEndings("\n");

    private static XElement Normal(XElement element)
    {
        var hasElements = element.Elements().Any();
        var normal = new XElement(
            element.Name,
            element.Attributes().Where(a => !a.IsNamespaceDeclaration).OrderBy(a => a.Name.ToString(), StringComparer.Ordinal).Select(a => new XAttribute(a.Name, a.Value)));
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XElement child:
                    normal.Add(Normal(child));
                    break;
                case XText text when !hasElements:
                    normal.Add(text.Value.ReplaceLineEndings("\n"));
                    break;
                case XText text when !string.IsNullOrWhiteSpace(text.Value):
                    normal.Add(text.Value.Trim().ReplaceLineEndings("\n"));
                    break;
            }
        }

        return normal;
    }
}
