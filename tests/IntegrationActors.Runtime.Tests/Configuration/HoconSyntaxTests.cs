using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IntegrationActors.Runtime.Configuration;
using IntegrationActors.Runtime.Tests.Support;

namespace IntegrationActors.Runtime.Tests.Configuration;

public sealed class HoconSyntaxTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    // Everything that means something to HOCON, so that random rows of them are nearly right.
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", "=", ":", ".", "\"", "\"\"\"", "\\", "\\u00", "$", "${", "${?", "${a.b}", "${?a}", "${b}", "#", "//", "/", "+=", "?", "!", "@", "*", "&", "^", "`",
        "\n", "\r\n", " ", "\t", "\u00a0", "\0", "a", "b", "a.b", "\"a.b\"", "1", "1s", "on", "integration-actors", "akka", "http", "include", "\"x\"", "\"\"", "a = 1\n", "b { a = [1, 2] }\n",
        "${env:X}", "${env:X:-y}", "integration-actors.http.address = ", "integration-actors.cluster.seed-nodes = [", "ä", "\ud83d\ude00",
    ];

    public static Arbitrary<string> Texts { get; } = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        Gen.Choose(1, 60).SelectMany(n => Gen.Elements(Pieces).ArrayOf(n)).Select(string.Concat),
        ArbMap.Default.GeneratorFor<string>().Select(s => s ?? "")).ToArbitrary();

    [Property(MaxTest = 3000)]
    public Property Any_text_loads_or_is_refused_with_findings_within_a_bound() => Prop.ForAll(Texts, text =>
    {
        using var folder = new TestFolder();
        folder.Write("10-a.conf", text);
        var took = Stopwatch.StartNew();
        try
        {
            NodeConfig.Load(folder.Path, new Dictionary<string, string>(), []);
        }
        catch (ConfigException e)
        {
            Assert.NotEmpty(e.Findings);
        }

        Assert.True(took.Elapsed < Bound);
    });

    [Property(MaxTest = 3000)]
    public Property What_the_check_takes_sets_the_keys_that_the_parser_sees() => Prop.ForAll(Texts, text =>
    {
        // As every line of a file.
        text = text.ReplaceLineEndings("\n") + "\n";
        var config = new ConfigText();
        List<string> findings = [];
        config.AddFile("10-a.conf", text, findings);
        if (findings.Count > 0 || config.CheckReferences() is not null)
        {
            return;
        }

        var members = HoconSyntax.Read(text);
        Akka.Configuration.Config tree;
        try
        {
            tree = BoundedParser.Parse(text);
        }
        catch (Exception e) when (e is not TimeoutException)
        {
            return;
        }

        Assert.Equal(
            members.Where(m => !m.Path.Contains('"', StringComparison.Ordinal)).Select(m => m.Path.Split('.')[0]).ToHashSet(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            tree.Root.GetObject().Items.Keys.Select(k => k.Split('.')[0]).ToHashSet(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    });

    [Theory]
    [InlineData("a = [ { } , = }", 1, "a value is missing before '='")]
    [InlineData("a = [1, 2\nb = 3", 2, "'=' is not allowed in a value without quotes: put the value in quotes")]
    [InlineData("a = [\n1,\n2\n", 1, "'[' is never closed")]
    [InlineData("a {\n b {\n }\n", 1, "'{' is never closed")]
    [InlineData("a { }\n}\n", 2, "'}' closes nothing that was opened")]
    [InlineData("a { b = [ } ]", 1, "a value is missing before '}'")]
    [InlineData("a { ]", 1, "']' does not close the '{' of line 1")]
    [InlineData("\na = \"b\nc = 1", 2, "a text in quotes is not closed: end it with \" on the same line, or write it in three quotes")]
    [InlineData("a = \"\"\"b\nc = 1", 1, "a text in quotes is not closed: end it with \" on the same line, or write it in three quotes")]
    [InlineData("a = \"\\x\"", 1, "after a backslash 'x' is not allowed: write two backslashes for one")]
    [InlineData("a = \"\\u12\"", 1, "\\u needs four hexadecimal digits")]
    [InlineData("a = http://x:1", 1, "':' is not allowed in a value without quotes: put the value in quotes")]
    [InlineData("nonsense", 1, "'nonsense' has no value: write '=' and the value, or a block in braces")]
    [InlineData("a\nb = 1", 1, "'a' has no value: write '=' and the value, or a block in braces")]
    [InlineData("a =\n", 2, "a value is missing before the end of the file")]
    [InlineData("a = ,", 1, "a value is missing before ','")]
    [InlineData("a = [1,,2]", 1, "a value is missing before ','")]
    [InlineData("a..b = 1", 1, "a key can't begin with '.'")]
    [InlineData("= 1", 1, "a key can't begin with '='")]
    [InlineData("{ a = 1 }", 1, "a key can't begin with '{'")]
    [InlineData("\u00a0a = 1", 1, "a key can't begin with the character U+00A0")]
    [InlineData("a = ${b", 1, "'$' begins a reference such as ${a.b}: put the value in quotes if it is none")]
    [InlineData("a = $b", 1, "'$' begins a reference such as ${a.b}: put the value in quotes if it is none")]
    [InlineData("a.b = ${a.}", 1, "'$' begins a reference such as ${a.b}: put the value in quotes if it is none")]
    [InlineData("a = ${?b}", 1, "a reference with '?' is not supported: leave the '?' out, and give the value that it names")]
    [InlineData("a = ${.a}", 1, "'$' begins a reference such as ${a.b}: put the value in quotes if it is none")]
    [InlineData("\"\\u0061\" = ${a}", 1, "a key has no backslash: write the character itself")]
    [InlineData("a { b = 1 }, c = 2", 1, "no comma may follow '}' here: leave it out, or write '=' before the '{'")]
    [InlineData("a += 1", 1, "'a +' is not supported: write a list as a whole, and put the files in one folder, where they count in the order of their names")]
    [InlineData("include \"x.conf\"", 1, "'include' is not supported: write a list as a whole, and put the files in one folder, where they count in the order of their names")]
    public void A_mistake_is_found_with_its_line(string text, int line, string message)
    {
        var mistake = Assert.Throws<HoconSyntaxException>(() => HoconSyntax.Read(text));

        Assert.Equal((line, message), (mistake.Line, mistake.Message));
    }

    [Theory]
    [InlineData("{", "}")]
    [InlineData("b {", "}")]
    [InlineData("[", "]")]
    [InlineData("b.", "")]
    public void A_hundred_thousand_levels_are_refused(string open, string close)
    {
        var text = $"a = {{ c{string.Concat(Enumerable.Repeat(open, 100_000))} = 1 {string.Concat(Enumerable.Repeat(close, 100_000))} }}";

        Assert.Throws<HoconSyntaxException>(() => HoconSyntax.Read(text));
    }

    [Fact]
    public void What_HOCON_allows_is_taken_with_the_line_of_each_key()
    {
        var members = HoconSyntax.Read("""
            # a comment
            a.b = 1 s # another
            "c d" : [ "x", y z
              { e = ${a.b}, f = [] } ] // and one
            g
            {
              h { i = "\"\u0041\\" }
              a key = on, j = x${a.b}"y"
              k = { l = 1 }, m = -5.0e3
            }
            """);

        Assert.Equal(
            ["a 2", "a.b 2", "a.b 2", "c d 3", "c d.e 4", "c d.e 4", "c d.f 4", "c d.f 4", "c d 3", "g 5", "g.h 7", "g.h.i 7", "g.h.i 7", "g.a key 8", "g.a key 8", "g.j 8", "g.j 8", "g.k 9", "g.k.l 9", "g.k.l 9", "g.k 9", "g.m 9", "g.m 9"],
            members.Select(m => $"{m.Path} {m.Line}"));
        Assert.Equal(["a.b", "a.b"], members.SelectMany(m => m.References ?? []));
    }

    [Theory]
    [InlineData("akka.a = ${akka.a}")]
    [InlineData("akka.a = [{ c = ${akka.a} }, { c = 1 }]")]
    [InlineData("akka.a { b = ${akka.a}, b = 1 }")]
    [InlineData("integration-actors.http { address { c = ${integration-actors.http.address}, c = 1 } }")]
    public void A_value_that_holds_itself_is_refused_though_the_path_is_set_again(string text)
    {
        using var folder = new TestFolder();
        folder.Write("10-a.conf", text);

        var refusal = Assert.Throws<ConfigException>(() => NodeConfig.Load(folder.Path, new Dictionary<string, string>(), []));

        Assert.Contains("refers to itself", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_double_with_every_reference_are_refused()
    {
        using var folder = new TestFolder();
        var laughs = string.Concat(Enumerable.Range(1, 60).Select(i => $"akka.x{i} = ${{akka.x{i - 1}}}${{akka.x{i - 1}}}\n"));
        folder.Write("10-a.conf", $"akka.x0 = ha\n{laughs}");

        var refusal = Assert.Throws<ConfigException>(() => NodeConfig.Load(folder.Path, new Dictionary<string, string>(), []));

        Assert.Contains("refers to itself, or to more than 10000 values", refusal.Message, StringComparison.Ordinal);
    }
}
