using System.Collections;
using System.Xml.XPath;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Expressions.Tests.XPath;

public sealed class XPathExpressionTests
{
    private const string Order = """
        <o:order xmlns:o="urn:orders" id="7"><o:item price="2.5">one</o:item><o:item price="4">two</o:item><note>Ä, b</note><code>a1b22</code></o:order>
        """;

    [Theory]
    [InlineData("/o:order/@id", "7")]
    [InlineData("/o:order/o:item[2]", "two")]
    [InlineData("//o:item", "onetwo")]
    [InlineData("//item", "")]
    [InlineData("count(//o:item)", "2")]
    [InlineData("sum(//o:item/@price)", "6.5")]
    [InlineData("string(//o:item)", "one")]
    [InlineData("concat(//note, '!')", "Ä, b!")]
    [InlineData("/o:order/@id = 7", "true")]
    [InlineData("local-name(/*)", "order")]
    [InlineData("//o:item[@price > 3]", "two")]
    [InlineData("//note/text()", "Ä, b")]
    [InlineData("name(/*/*[last()])", "code")]
    public async Task Evaluates_version_1(string path, string expected) =>
        Assert.Equal(expected, await Exchanges.Compile(path, "xpath").EvaluateTextAsync(Exchanges.With(Order), default));

    [Theory]
    [InlineData("upper-case(//note)", "Ä, B")]
    [InlineData("string-join(//o:item, '|')", "one|two")]
    [InlineData("for $i in //o:item return concat($i, ';')", "one;two;")]
    [InlineData("if (/o:order/@id = '7') then 'yes' else 'no'", "yes")]
    [InlineData("some $i in //o:item satisfies $i = 'two'", "true")]
    [InlineData("(1, 2, 3)[. > 1]", "23")]
    [InlineData("matches(//code, '[a-z]\\d')", "true")]
    [InlineData("matches(//code, 'A1', 'i')", "true")]
    [InlineData("replace(//code, '[0-9]+', '#')", "a#b#")]
    [InlineData("replace(//code, '(a)(1)', '$2\\$$1')", "1$ab22")]
    [InlineData("string-join(tokenize(//code, '[0-9]+'), ',')", "a,b,")]
    [InlineData("max(//o:item/@price)", "4")]
    [InlineData("1 to 3", "123")]
    [InlineData("sum(for $i in 1 to count(//o:item) return $i)", "3")]
    [InlineData("//*:item[1]", "one")]
    [InlineData("xs:integer(/o:order/@id) idiv 2", "3")]
    [InlineData("(: a (: nested :) comment :) //note", "Ä, b")]
    [InlineData("exists(//missing)", "false")]
    [InlineData("()", "")]
    [InlineData("xs:date('2026-03-05')", "2026-03-05")]
    [InlineData("'it''s'", "it's")]
    [InlineData("distinct-values(('a', 'a', 'b'))", "ab")]
    [InlineData("upper-case((//code/preceding-sibling::*[not(*)])[last()])", "Ä, B")]
    [InlineData("lower-case(local-name((//code/ancestor::*)[1]))", "order")]
    [InlineData("lower-case(local-name(//code/ancestor::*[*[last()]]))", "order")]
    [InlineData("upper-case(//code/preceding-sibling::*[2])", "TWO")]
    [InlineData("exists(//note/ancestor-or-self::node()/following-sibling::node()/descendant-or-self::code)", "true")]
    [InlineData("//o:item[position() = 2][1]/upper-case(.)", "TWO")]
    public async Task Evaluates_version_2(string path, string expected) =>
        Assert.Equal(expected, await Exchanges.Compile(path, "xpath").EvaluateTextAsync(Exchanges.With(Order), default));

    [Fact]
    public void Gives_nodes_that_outlive_the_evaluation()
    {
        var node = Assert.IsAssignableFrom<XPathNavigator>(Exchanges.Compile("//o:item[../@id = 7][1]", "xpath").Evaluate(Exchanges.With(Order)));
        var nodes = Assert.IsAssignableFrom<IList>(Exchanges.Compile("reverse(//o:item)", "xpath").Evaluate(Exchanges.With(Order)));

        Assert.Contains("price=\"2.5\"", node.OuterXml, StringComparison.Ordinal);
        Assert.Equal(["two", "one"], nodes.Cast<XPathNavigator>().Select(item => item.Value));
    }

    [Theory]
    [InlineData("//o:item", true)]
    [InlineData("//missing", false)]
    [InlineData("/o:order/@id = 7", true)]
    [InlineData("/o:order/@id > 7", false)]
    [InlineData("count(//missing)", false)]
    [InlineData("string(//missing)", false)]
    [InlineData("exists(//note)", true)]
    [InlineData("ends-with(//note, 'x')", false)]
    public void Holds_by_the_truth_of_its_value(string path, bool expected) => Assert.Equal(expected, Exchanges.CompileCondition(path, "xpath").Holds(Exchanges.With(Order)));

    [Theory]
    [InlineData("", 0, "the XPath is empty")]
    [InlineData("/x:order", 1, "unknown prefix 'x'")]
    [InlineData("/order[", 7, "this is no XPath 2.0")]
    [InlineData("//a[b = 'c]", 8, "the text isn't closed")]
    [InlineData("doc('http://x/y')", 0, "the function doc is not available")]
    [InlineData("//a | document('f')/b", 6, "the function document is not available")]
    [InlineData("fn:collection()", 0, "the function collection is not available")]
    [InlineData("unparsed-text('/etc/passwd')", 0, "not available")]
    [InlineData("environment-variable('PATH')", 0, "not available")]
    [InlineData("'a' || 'b'", 4, "'||' is of XPath 3")]
    [InlineData("//a => count()", 4, "'=>' is of XPath 3")]
    [InlineData("//a ! string()", 4, "'!' is of XPath 3")]
    [InlineData("let $x := 1 return $x", 0, "let is of XPath 3")]
    [InlineData("map { 'a': 1 }", 0, "map{…} is of XPath 3")]
    [InlineData("parse-json('{}')", 0, "the function parse-json is of XPath 3")]
    [InlineData("math:pi()", 0, "the function math:pi is of XPath 3")]
    [InlineData("upper-csae(//a)", 0, "unknown function 'upper-csae' (did you mean 'upper-case'?)")]
    [InlineData("//a[$x = 1]", 4, "unknown variable '$x'")]
    [InlineData("1 to 1000000000", 2, "a range is written")]
    [InlineData("1 to //count", 2, "a range is written")]
    [InlineData("for $a in 1 to 10000, $b in 1 to 10000 return 1", 30, "a range is written")]
    [InlineData("(: open", 0, "the comment isn't closed")]
    [InlineData("upper-case(//a/following::b[1])", 15, "the axis following works in XPath 1.0 alone")]
    [InlineData("exists(preceding::node())", 7, "preceding-sibling::node()/descendant-or-self::")]
    [InlineData("upper-case(//a/ancestor::*[b[1]][1])", 32, "a second predicate behind the axis ancestor")]
    [InlineData("upper-case(//a/ancestor-or-self::*[last()])", 35, "(ancestor-or-self::a)[1]")]
    [InlineData("exists(//a/preceding-sibling::node()[b[1] or position() = last() - 1])", 45, "position() behind the axis preceding-sibling")]
    [InlineData("upper-case(//a/descendant-or-self::node()[2])", 42, "write [position() = 2] instead")]
    [InlineData("exists(/descendant-or-self::o:a/b/c)", 8, "descendant-or-self::node()/self::o:a")]
    [InlineData("exists(//a/preceding-sibling::node()[1][2])", 39, "(preceding-sibling::a[…])[last()]")]
    public void Says_where_and_what_to_write(string path, int offset, string message)
    {
        var (place, finding) = Exchanges.Mistake(() => Exchanges.Compile(path, "xpath"));

        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal("IA1304", finding.Code);
        Assert.Equal(offset, place);
    }

    [Fact]
    public void Takes_words_of_the_language_as_names_of_elements() =>
        Assert.Equal("1", ExpressionValue.ToText(Exchanges.Compile("/to/in/map", "xpath").Evaluate(Exchanges.With("<to><in><map>1</map></in></to>"))));

    [Fact]
    public void Fails_on_what_is_not_xml() =>
        Assert.Equal("IA3012", Assert.Throws<FaultException>(() => Exchanges.Compile("/a", "xpath").Evaluate(Exchanges.With("{}"))).Fault.Code);

    [Fact]
    public void Fails_when_a_value_has_the_wrong_type() =>
        Assert.Equal("IA3014", Assert.Throws<FaultException>(() => Exchanges.Compile("xs:integer(//note)", "xpath").Evaluate(Exchanges.With(Order))).Fault.Code);

    [Fact]
    public void Fails_when_a_regex_of_the_message_would_run_for_ever()
    {
        var body = $"<a><t>{new string('a', 50)}!</t><p>(?=a)(a+)+$</p></a>";

        Assert.Equal("IA3015", Assert.Throws<FaultException>(() => Exchanges.Compile("matches(/a/t, /a/p)", "xpath").Evaluate(Exchanges.With(body))).Fault.Code);
    }

    [Theory]
    [InlineData("//*[count(//*[. = 'x']) > count(//*[. = 'y'])]")]
    [InlineData("count(for $a in //*, $b in //*, $c in //* return 1)")]
    public void Ends_a_walk_that_takes_too_long(string path)
    {
        var body = $"<a>{string.Concat(Enumerable.Repeat("<b><c>z</c></b>", 5_000))}</a>";
        var clock = new FakeTimeProvider(Exchanges.Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(10) };

        var failure = Assert.Throws<FaultException>(() => Exchanges.Compile(path, "xpath").Evaluate(Exchanges.With(body, time: clock)));

        Assert.Contains("ran for more than 1.5 s", failure.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//o:item[@price > 3]", "two")]
    [InlineData("for $i in //o:item return upper-case($i)", "ONETWO")]
    public void Is_safe_to_use_from_many_threads(string path, string expected)
    {
        var expression = Exchanges.Compile(path, "xpath");

        var texts = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 2_000, _ => texts.Add(ExpressionValue.ToText(expression.Evaluate(Exchanges.With(Order)))));

        Assert.Equal(2_000, texts.Count);
        Assert.All(texts, text => Assert.Equal(expected, text));
    }
}
