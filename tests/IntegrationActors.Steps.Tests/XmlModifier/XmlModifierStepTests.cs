using System.Text;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.XmlModifier;

public sealed class XmlModifierStepTests
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>";

    [Theory]
    [InlineData("<!DOCTYPE a SYSTEM 'x.dtd'><a/>", "<a/>")]
    [InlineData("<?x y?><!-- > --><!DOCTYPE a PUBLIC \"-//P//EN\" \"x>.dtd\" [<!ELEMENT a (#PCDATA)>]>\n<a/>", "<?x y?><!-- > -->\n<a/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "<a>&e;</a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY % p PUBLIC 'a' 'b'> %p;]><a/>", "<a/>")]
    [InlineData("<!DOCTYPE a [<!-- SYSTEM > ] --><!ENTITY e 'SYSTEM ]>'>]><a/>", "<!DOCTYPE a [<!-- SYSTEM > ] --><!ENTITY e 'SYSTEM ]>'>]><a/>")]
    [InlineData("<!DOCTYPE a [<?x SYSTEM ]>?>]><a/>", "<!DOCTYPE a [<?x SYSTEM ]>?>]><a/>")]
    [InlineData("<!DOCTYPE a><a/>", "<!DOCTYPE a><a/>")]
    [InlineData("<a><!DOCTYPE a SYSTEM 'x'></a>", "<a><!DOCTYPE a SYSTEM 'x'></a>")]
    [InlineData("<a/>", "<a/>")]
    public async Task A_declaration_that_refers_outside_goes_as_a_whole(string body, string expected)
    {
        Assert.Equal(expected, (await Run("{ removeExternalDtds: true }", body)).Body);
    }

    [Theory]
    [InlineData("<?xml version='1.0'?>\n<a/>", "<a/>")]
    [InlineData("\n<?xml version='1.0'?><?xml-stylesheet href='x'?><a/>", "<?xml-stylesheet href='x'?><a/>")]
    [InlineData("<a><?xml version='1.0'?></a>", "<a><?xml version='1.0'?></a>")]
    public async Task The_declaration_goes(string body, string expected)
    {
        Assert.Equal(expected, (await Run("{ removeDeclaration: true }", body)).Body);
    }

    [Theory]
    [InlineData("remove", "<a>xy😀\t\n</a>")]
    [InlineData("substitute", "<a>x#y#😀\t\n</a>")]
    public async Task Invalid_characters_are_removed_or_replaced(string mode, string expected)
    {
        Assert.Equal(expected, (await Run($"{{ invalidCharacters: {mode} }}", "<a>x\u0001y\uFFFE😀\t\n</a>")).Body);
    }

    [Fact]
    public async Task Bytes_that_are_no_characters_count_as_invalid_ones()
    {
        var body = Encoding.Latin1.GetString([.. "<a>x"u8, 0xFF, .. "y</a>"u8]);

        var removed = await new FlowTest("- xmlModifier: { invalidCharacters: remove }") { Body = body, Encoding = Encoding.Latin1 }.RunAsync();
        var kept = await new FlowTest("- xmlModifier: { removeDeclaration: true }") { Body = body, Encoding = Encoding.Latin1 }.RunAsync();

        Assert.Equal("<a>xy</a>", removed.Body);
        Assert.Equal("IA3435", kept.Fault?.Code);
    }

    [Fact]
    public async Task Without_declaration_the_body_is_in_UTF_8_and_with_it_in_its_encoding()
    {
        var body = Declaration + "<a>ü\u0001</a>";

        var without = await new FlowTest("- xmlModifier: { removeDeclaration: true }\n- xmlToJson") { Body = Declaration + "<a>ü</a>", Encoding = Encoding.Latin1 }.RunAsync();
        var with = await new FlowTest("- xmlModifier: { invalidCharacters: remove }\n- xmlToJson") { Body = body, Encoding = Encoding.Latin1 }.RunAsync();

        Assert.Equal("""{"a":"ü"}""", without.Body);
        Assert.Equal("""{"a":"ü"}""", with.Body);
    }

    [Fact]
    public async Task UTF_16_with_a_mark_stays_UTF_16()
    {
        var end = await new FlowTest("- xmlModifier: { removeExternalDtds: true, invalidCharacters: remove }\n- xmlToJson") { Body = "\uFEFF<!DOCTYPE a SYSTEM 'x'><a>ü\u0001</a>", Encoding = Encoding.Unicode }.RunAsync();

        Assert.Equal("""{"a":"ü"}""", end.Body);
    }

    [Theory]
    [InlineData("<!DOCTYPE a SYSTEM 'x")]
    [InlineData("<!-- never closed")]
    [InlineData("<?xml version='1.0' encoding='nope'?><a/>")]
    public async Task A_prolog_without_end_or_an_unknown_encoding_is_refused(string body)
    {
        var end = await Run("{ removeExternalDtds: true }", body);

        Assert.Equal("IA3435", end.Fault?.Code);
    }

    [Fact]
    public async Task A_prolog_of_megabytes_is_refused_and_a_body_larger_than_memory_is_not()
    {
        var text = string.Concat(Enumerable.Repeat("x\u0001😀", 400_000));

        Assert.Equal("IA3435", (await Run("{ removeExternalDtds: true }", $"<!-- {text} --><a/>")).Fault?.Code);
        Assert.Equal($"<a>{text.Replace("\u0001", "", StringComparison.Ordinal)}</a>", (await Run("{ invalidCharacters: remove }", $"<a>{text}</a>")).Body);
    }

    [Fact]
    public void A_step_that_changes_nothing_is_a_finding() =>
        Assert.Contains("changes nothing", Assert.Single(new FlowTest("- xmlModifier: {}").Findings()), StringComparison.Ordinal);

    private static Task<FlowEnd> Run(string options, string body) => new FlowTest($"- xmlModifier: {options}") { Body = body }.RunAsync();
}
