using System.Text;
using System.Xml;
using System.Xml.XPath;
using FsCheck.Xunit;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions.Tests.XPath;

[Properties(Arbitrary = [typeof(XPathGenerators)], MaxTest = 500)]
public sealed class XPathPropertyTests
{
    private const string Everything = "/ | //node() | //@*";

    private static readonly ExpressionScope Scope = new() { Namespaces = new Dictionary<string, string>(StringComparer.Ordinal) { ["p"] = "urn:p" } };

    [Property]
    public void The_path_of_a_node_selects_it_alone(XmlText xml)
    {
        var document = Parse(xml);

        foreach (XPathNavigator node in document.Select(Everything))
        {
            var path = PathOf(node);
            Assert.Equal([path], Found(XPath1Program.TryCompile(path, Namespaces())!, document));
            Assert.Equal([path], Found(XPath2Program.Compile(path, Namespaces()), document));
        }
    }

    [Property(MaxTest = 2000)]
    public void Both_versions_of_the_language_find_the_same_nodes_or_the_second_one_is_refused(XmlText xml, LocationText location)
    {
        var document = Parse(xml);
        try
        {
            XPath2Gaps.Refuse(XPathCheck.Run(location.Value, Scope).Tokens);
        }
        catch (ExpressionSyntaxException)
        {
            return;
        }

        Assert.Equal(Found(XPath1Program.TryCompile(location.Value, Namespaces())!, document), Found(XPath2Program.Compile(location.Value, Namespaces()), document));
    }

    [Property]
    public void A_path_of_names_is_followed_as_the_engine_follows_it(XmlText xml, NamesText names)
    {
        var document = Parse(xml);
        var path = XPathChildPath.Of(names.Value, Scope)!;
        var engine = XPath1Program.TryCompile(names.Value, Namespaces())!;

        foreach (XPathNavigator place in document.Select(Everything))
        {
            Assert.Equal(Found(engine, place), Paths(path.Select(place.Clone())));
        }
    }

    private static XPathNavigator Parse(XmlText xml) => new XPathDocument(SafeXml.CreateReader(new MemoryStream(Encoding.UTF8.GetBytes(xml.Value)))).CreateNavigator();

    private static XmlNamespaceManager Namespaces()
    {
        var namespaces = new XmlNamespaceManager(new NameTable());
        namespaces.AddNamespace("p", "urn:p");
        return namespaces;
    }

    private static string[] Found(IXPathProgram program, XPathNavigator document) => Paths(program.Evaluate(document.Clone()));

    private static string[] Paths(object? value) => value switch
    {
        null => [],
        XPathNavigator node => [PathOf(node)],
        _ => [.. ((IEnumerable<object>)value).SelectMany(Paths)],
    };

    // By positions, without a look at names.
    private static string PathOf(XPathNavigator node)
    {
        var parent = node.Clone();
        if (!parent.MoveToParent())
        {
            return "/";
        }

        var above = PathOf(parent).TrimEnd('/');
        return node.NodeType == XPathNodeType.Attribute
            ? $"{above}/@*[name() = '{node.Name}']"
            : $"{above}/node()[{1 + Before(node)}]";
    }

    private static int Before(XPathNavigator node)
    {
        var (count, at) = (0, node.Clone());
        while (at.MoveToPrevious())
        {
            count++;
        }

        return count;
    }
}
