using System.Buffers;
using System.Text;
using System.Xml.XPath;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Splitting;

namespace IntegrationActors.Formats.Tests.Xml;

/// <summary>What was read as a tree is to XPath what it would be if its bytes were parsed.</summary>
public sealed class XmlTreeTests
{
    private const string Plain = "<o>\n <i>1</i> <i k='a\"&amp;'>2&lt;<![CDATA[3]]>4</i>\n <i/><i></i><!-- c --><?p q?>text<b>x<i>y</i>z</b></o>";
    private const string Spaces = """<q:o xmlns:q="urn:a" xmlns="urn:b" n="1"><q:i q:t="x" xmlns:x="urn:c" u="2"><v xmlns=""><x:w xmlns:q="urn:d" q:k="3"/></v></q:i><z xml:space="preserve" xml:lang="de"> </z></q:o>""";

    private const string Mixed = "<o>a<b/>c<b>d<!-- e -->f</b><b><![CDATA[g]]> <i/> </b><b> <![CDATA[h]]></b><b k='1'>i<i/></b><b>j<i>k</i></b></o>";

    private static readonly string[] Paths =
    [
        "count(//node())", "count(//@*)", "count(//namespace::*)", "string(/)", "string(//*[last()])", "count(//text())", "name(//*[2])", "count(//*/following::node())", "count(//*/preceding-sibling::node())",
        "count(//*/ancestor::*)", "string(//comment())", "string(//processing-instruction('p'))", "count(//*[@k])", "count(//*[namespace-uri()='urn:a'])", "count(//*[lang('de')])", "string((//*)[3]/preceding::*[1])",
        "count(//*[. = //*[1]])", "count(//@*/..)", "count(//namespace::*/..)", "sum(//i[number(.) = .])",
    ];

    public static TheoryData<string> Documents => new(Plain, Spaces, Mixed, "<a/>", "<a b='c'/>", "<a>  </a>", "<ä ö='ü'>€ 😀</ä>", $"<r>{string.Concat(Enumerable.Range(0, 200).Select(i => $"<x n='{i}'>{i}</x>"))}</r>");

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_tree_is_what_its_bytes_parse_to(string xml)
    {
        var tree = await TreeAsync(xml);

        Same(Parse(tree), tree.Navigate());
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_axis_selects_the_same(string xml)
    {
        var tree = await TreeAsync(xml);
        var (parsed, navigated) = (Parse(tree), tree.Navigate());

        Assert.All(Paths, path => Assert.Equal((path, parsed.Evaluate(path)), (path, navigated.Evaluate(path))));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task An_only_child_is_found_as_the_axis_finds_it(string xml)
    {
        foreach (PayloadNavigator node in (await TreeAsync(xml)).Navigate().Select("//node() | //@*"))
        {
            foreach (var (uri, name) in node.SelectChildren(XPathNodeType.Element).Cast<XPathNavigator>().Select(child => (child.NamespaceURI, child.LocalName)).Append(("", "none")).ToList())
            {
                var (same, before) = (node.SelectChildren(name, uri).Cast<XPathNavigator>().Select(child => child.Value).ToList(), node.Clone());

                Assert.Equal(same.Count == 1, node.TryGetOnlyChild(name, uri, out var text));
                Assert.Equal(same.Count == 1 ? same[0] : "", text.ToString());
                Assert.True(before.IsSamePosition(node));
                Assert.Equal(same.Count == 1, node.MoveToOnlyChild(name, uri));
                Assert.Equal(same.Count == 1 ? same[0] : before.Value, node.Value);
                node.MoveTo(before);
            }
        }
    }

    [Theory]
    [InlineData("<o><i a='1' xmlns='urn:x'>&#13;&lt;</i><i/></o>")]
    [InlineData("<o xmlns='urn:d' xmlns:p='urn:p'><i xmlns=''>p:q<p:c/></i><i p:a='\t'><!--x--><?y z?></i></o>")]
    public async Task The_bytes_of_a_tree_are_those_that_are_written_without_one(string xml)
    {
        var path = new XmlPath([("", "o"), ("", "i")], isAnywhere: false);
        path = xml.Contains("urn:d", StringComparison.Ordinal) ? new XmlPath([("", "i")], isAnywhere: true) : path;
        using var written = Reader(xml, path, trees: false);
        using var trees = Reader(xml, path, trees: true);
        for (var more = true; more;)
        {
            var (expected, actual) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
            more = await written.ReadAsync(expected, 1, default) > 0;

            Assert.Equal(more, await trees.ReadAsync(actual, 1, default) > 0);
            Assert.Equal(0, actual.WrittenCount);
            trees.Document?.WriteTo(actual);
            Assert.Equal(Encoding.UTF8.GetString(expected.WrittenSpan), Encoding.UTF8.GetString(actual.WrittenSpan));
        }
    }

    [Theory]
    [InlineData(5_000, 10)]
    [InlineData(20, 10_000)]
    public async Task A_part_that_turns_out_to_be_large_is_written_after_all(int elements, int length)
    {
        var part = $"<i k=\"1\">{string.Concat(Enumerable.Range(0, elements).Select(n => $"<x><y>{n} {new string('n', length)}</y></x>"))}</i>";
        using var reader = Reader($"<o>{part}<i>2</i></o>", new XmlPath([("", "o"), ("", "i")], isAnywhere: false), trees: true);
        var target = new ArrayBufferWriter<byte>();

        Assert.Equal(1, await reader.ReadAsync(target, 1, default));

        Assert.Null(reader.Document);
        Assert.Equal(part, Encoding.UTF8.GetString(target.WrittenSpan));
        Assert.Equal(1, await reader.ReadAsync(target, 1, default));
        Assert.NotNull(reader.Document);
    }

    private static XmlPartReader Reader(string xml, XmlPath path, bool trees)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);
        return new XmlPartReader(bytes, new MemoryStream(bytes), path, hasEnvelope: false) { MakesTrees = trees };
    }

    // The root element, whatever its name is, as a part.
    private static async Task<PayloadTree> TreeAsync(string xml)
    {
        var root = Parse(Encoding.UTF8.GetBytes(xml));
        root.MoveToChild(XPathNodeType.Element);
        using var reader = Reader(xml, new XmlPath([(root.NamespaceURI, root.LocalName)], isAnywhere: true), trees: true);
        Assert.Equal(1, await reader.ReadAsync(new ArrayBufferWriter<byte>(), 1, default));
        return Assert.IsAssignableFrom<PayloadTree>(reader.Document);
    }

    private static XPathNavigator Parse(PayloadTree tree)
    {
        var bytes = new ArrayBufferWriter<byte>();
        tree.WriteTo(bytes);
        return Parse(bytes.WrittenSpan.ToArray());
    }

    private static XPathNavigator Parse(byte[] xml)
    {
        using var reader = SafeXml.CreateReader(new MemoryStream(xml));
        return new XPathDocument(reader, System.Xml.XmlSpace.Preserve).CreateNavigator();
    }

    private static void Same(XPathNavigator expected, XPathNavigator actual)
    {
        Assert.Equal(Describe(expected), Describe(actual));
        foreach (var scope in Enum.GetValues<XPathNamespaceScope>())
        {
            Assert.Equal(Namespaces(expected, scope), Namespaces(actual, scope));
        }

        Assert.Equal(Each(expected, n => n.MoveToFirstAttribute(), n => n.MoveToNextAttribute()), Each(actual, n => n.MoveToFirstAttribute(), n => n.MoveToNextAttribute()));
        var (left, right) = (expected.Clone(), actual.Clone());
        Assert.Equal(left.MoveToFirstChild(), right.MoveToFirstChild());
        if (left.IsSamePosition(expected))
        {
            return;
        }

        for (var more = true; more;)
        {
            Same(left, right);
            more = left.MoveToNext();
            Assert.Equal(more, right.MoveToNext());
        }
    }

    // A declaration that undoes another one is no namespace to XPath; the navigator of System.Xml shows it all the same.
    private static IEnumerable<string> Namespaces(XPathNavigator node, XPathNamespaceScope scope) =>
        Each(node, n => n.MoveToFirstNamespace(scope), n => n.MoveToNextNamespace(scope)).Where(declaration => !declaration.EndsWith("  False False", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static List<string> Each(XPathNavigator node, Func<XPathNavigator, bool> first, Func<XPathNavigator, bool> next)
    {
        var (all, at) = (new List<string>(), node.Clone());
        for (var more = first(at); more; more = next(at))
        {
            all.Add(Describe(at));
        }

        Assert.True(all.Count == 0 || (at.MoveToParent() && at.IsSamePosition(node)));
        return all;
    }

    private static string Describe(XPathNavigator node) => $"{node.NodeType} {node.Name} {node.Prefix} {node.LocalName} {node.NamespaceURI} {node.Value} {node.HasChildren} {node.HasAttributes}";
}
