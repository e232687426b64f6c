using System.Xml;
using System.Xml.Linq;

namespace IntegrationActors.Cli.Testing;

/// <summary>Brings XML into a form in which the same content is the same text.</summary>
internal static class XmlComparison
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>The root without white space between elements, prefixes and comments, with its attributes in order.</summary>
    /// <exception cref="XmlException">It is no XML, or has a DTD.</exception>
    public static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), Safe);
        return Normal(XElement.Load(reader, LoadOptions.PreserveWhitespace));
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
