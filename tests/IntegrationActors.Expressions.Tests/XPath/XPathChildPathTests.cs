using System.Text;
using System.Xml.XPath;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Expressions.XPath;

namespace IntegrationActors.Expressions.Tests.XPath;

/// <summary>Paths that are followed without an engine select what the engine selects.</summary>
public sealed class XPathChildPathTests
{
    private const string Xml = "<o xmlns:p='urn:p' p:k='0' k='9'>text<i k='1'>a</i><i p:k='2'>b<j>1</j></i><p:i k='3'><j>2</j><j>3</j></p:i><k/></o>";

    private static readonly ExpressionScope Scope = new() { Namespaces = new Dictionary<string, string> { ["p"] = "urn:p" } };

    [Theory]
    [InlineData("/o")]
    [InlineData("/o/i")]
    [InlineData("/o/i/j")]
    [InlineData("/o/p:i/j")]
    [InlineData("/o/i/@k")]
    [InlineData("/o/i/@p:k")]
    [InlineData("/o/@k")]
    [InlineData("/@k")]
    [InlineData("o/k")]
    [InlineData("./o/p:i/@k")]
    [InlineData("@k")]
    [InlineData("/x/y")]
    [InlineData("i")]
    public void A_path_selects_what_the_engine_selects(string text)
    {
        var path = XPathChildPath.Of(text, Scope);
        var engine = XPath1Program.TryCompile(text, Manager());

        Assert.NotNull(path);
        foreach (XPathNavigator place in Document().CreateNavigator().Select("/ | //node() | //@*"))
        {
            var (expected, before) = (engine!.Evaluate(place), place.Clone());
            Assert.Equal(Texts(expected), Texts(path.Select(place.Clone())));
            Assert.Equal(Texts(expected), Walked(path.Walk(place.Clone())) ?? [.. Texts(expected)]);
            Assert.Equal(expected is XPathNavigator, path.TryGetOne(place.Clone(), out var only));
            Assert.True(expected is not XPathNavigator one || string.Equals(one.Value, only.Text, StringComparison.Ordinal));
            Assert.True(before.IsSamePosition(place));
        }
    }

    [Theory]
    [InlineData("//i")]
    [InlineData("/")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("/o/*")]
    [InlineData("/o/i[1]")]
    [InlineData("/o/text()")]
    [InlineData("/o/@*")]
    [InlineData("/o/@k/x")]
    [InlineData("child::o")]
    [InlineData("count(/o)")]
    [InlineData("/o | /x")]
    [InlineData("/o/u:i")]
    public void Anything_else_is_left_to_the_engine(string text) => Assert.Null(XPathChildPath.Of(text, Scope));

    private static XPathDocument Document() => new(SafeXml.CreateReader(new MemoryStream(Encoding.UTF8.GetBytes(Xml))));

    private static List<string>? Walked(XPathChildWalk? way)
    {
        if (way is not { } walk)
        {
            return null;
        }

        var walked = new List<string>();
        while (walk.MoveNext())
        {
            walked.AddRange(Texts(walk.Current));
        }

        return walked;
    }

    private static string[] Texts(object? value) => value switch
    {
        null => [],
        XPathNavigator node => [$"{node.NodeType} {node.Name} {node.Value}"],
        _ => [.. ((IEnumerable<object>)value).SelectMany(Texts)],
    };

    private static System.Xml.XmlNamespaceManager Manager()
    {
        var manager = new System.Xml.XmlNamespaceManager(new System.Xml.NameTable());
        manager.AddNamespace("p", "urn:p");
        return manager;
    }
}
