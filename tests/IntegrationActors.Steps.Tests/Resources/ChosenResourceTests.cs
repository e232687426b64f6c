using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Resources;

/// <summary>Steps whose file a header chooses.</summary>
public sealed class ChosenResourceTests
{
    private const string Validate = """
        - validateXml:
            schema: schemas/a.xsd
            choose: "${header.X-Schema}"
            alternatives: [schemas/b.xsd]
        """;

    private static readonly Dictionary<string, string> Files = new()
    {
        ["schemas/a.xsd"] = Schema("a"),
        ["schemas/b.xsd"] = Schema("b"),
        ["schemas/secret.xsd"] = Schema("secret"),
        ["schemas/a.json"] = """{"required":["a"]}""",
        ["schemas/b.json"] = """{"required":["b"]}""",
        ["scripts/a.js"] = "function processData(message) { return 'a' + shared; }",
        ["scripts/b.js"] = "function processData(message) { return 'b' + shared; }",
        ["scripts/lib.js"] = "const shared = '!';",
        ["maps/a.yaml"] = "fields: { a: $.x }",
        ["maps/b.yaml"] = "to: xml\nnamespaces: { n: 'urn:n' }\nfields:\n  n:B: { '@x': $.x, Item: { $each: '$.items[*]', $value: . } }",
        ["xslt/a.xslt"] = Stylesheet("a"),
        ["xslt/b.xslt"] = Stylesheet("b"),
    };

    [Theory]
    [InlineData("schemas/b.xsd", "<b>1</b>", "schemas/b.xsd")]
    [InlineData("", "<a>1</a>", "schemas/a.xsd")]
    [InlineData("schemas/a.xsd", "<a>1</a>", "schemas/a.xsd")]
    public async Task A_header_chooses_the_schema_and_the_log_says_which(string header, string body, string used)
    {
        var end = await Test(Validate, body, header).RunAsync();

        Assert.Equal((null, body), (end.Fault?.ToString(), end.Body));
        Assert.Contains(KeyValuePair.Create("ExecutedMapping", used), end.Record.Keys);
    }

    [Theory]
    [InlineData("schemas/secret.xsd")]
    [InlineData("../../etc/passwd")]
    [InlineData("http://127.0.0.1/x.xsd")]
    [InlineData("SCHEMAS/B.XSD")]
    public async Task A_header_can_not_name_other_files(string header)
    {
        var end = await Test(Validate, "<a>1</a>", header).RunAsync();

        Assert.Equal("IA3445", end.Fault?.Code);
        Assert.Contains("schemas/a.xsd, schemas/b.xsd", end.Fault!.Message, StringComparison.Ordinal);
        Assert.Equal(MessageStatus.Failed, end.Status);
    }

    [Fact]
    public async Task The_schema_that_was_chosen_is_the_one_that_counts()
    {
        var end = await Test(Validate, "<a>1</a>", "schemas/b.xsd").RunAsync();

        Assert.Equal("IA3440", end.Fault?.Code);
        Assert.Contains("schemas/b.xsd", end.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_chooses_the_stylesheet()
    {
        const string Steps = """
            - set: { properties: { sheet: "xslt/${header.X-Schema}.xslt" } }
            - xslt:
                stylesheet: xslt/a.xslt
                choose: "${property.sheet}"
                alternatives: [xslt/b.xslt]
            """;

        var end = await Test(Steps, "<x/>", "b").RunAsync();

        Assert.Equal("b", end.Body);
        Assert.Contains(KeyValuePair.Create("ExecutedMapping", "xslt/b.xslt"), end.Record.Keys);
    }

    [Theory]
    [InlineData("scripts/b.js", "b!")]
    [InlineData("", "a!")]
    public async Task A_header_chooses_the_script(string header, string expected)
    {
        const string Steps = "- script: { file: scripts/a.js, include: [scripts/lib.js], choose: \"${header.X-Schema}\", alternatives: [scripts/b.js] }";

        var end = await Test(Steps, "", header).RunAsync();

        Assert.Equal((null, expected), (end.Fault?.ToString(), end.Body));
        Assert.Contains(KeyValuePair.Create("ExecutedMapping", header.Length == 0 ? "scripts/a.js" : header), end.Record.Keys);
        Assert.Equal("IA3445", (await Test(Steps, "", "scripts/lib.js").RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("maps/b.yaml", """<n:B x="1" xmlns:n="urn:n"><Item>2</Item><Item>3</Item></n:B>""", "application/xml")]
    [InlineData("", """{"a":1}""", "application/json")]
    public async Task A_header_chooses_the_mapping(string header, string expected, string type)
    {
        const string Steps = "- map: { file: maps/a.yaml, choose: \"${header.X-Schema}\", alternatives: [maps/b.yaml] }";

        var end = await Test(Steps, """{"x":1,"items":[2,3]}""", header).RunAsync();

        Assert.Null(end.Fault);
        Assert.EndsWith(expected, end.Body, StringComparison.Ordinal);
        Assert.Equal(type, end.Headers["Content-Type"]);
        Assert.Contains(KeyValuePair.Create("ExecutedMapping", header.Length == 0 ? "maps/a.yaml" : header), end.Record.Keys);
        Assert.Equal("IA3445", (await Test(Steps, "{}", "maps/c.yaml").RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("- map: maps/a.yaml", "maps/a.yaml")]
    [InlineData("- xslt: xslt/a.xslt", "xslt/a.xslt")]
    [InlineData("- validateXml: schemas/a.xsd", null)]
    [InlineData("- script: { file: scripts/a.js, include: [scripts/lib.js] }", null)]
    public async Task The_log_names_mappings_also_when_there_is_no_choice(string step, string? name)
    {
        var end = await Test(step, step.Contains("map:") ? "{\"x\":1}" : "<a>1</a>", "").RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal(name, end.Record.Keys.FirstOrDefault(key => key.Key == "ExecutedMapping").Value);
    }

    [Fact]
    public async Task A_header_chooses_the_JSON_schema()
    {
        const string Steps = "- validateJson: { schema: schemas/a.json, choose: \"${header.X-Schema}\", alternatives: [schemas/b.json] }";

        Assert.Null((await Test(Steps, "{\"b\":1}", "schemas/b.json").RunAsync()).Fault);
        Assert.Equal("IA3441", (await Test(Steps, "{\"b\":1}", "").RunAsync()).Fault?.Code);
    }

    [Theory]
    [InlineData("- validateXml: { schema: schemas/a.xsd, alternatives: [schemas/b.xsd] }")]
    [InlineData("- xslt: { stylesheet: xslt/a.xslt, choose: \"${header.X-Schema}\" }")]
    public void A_choice_without_alternatives_and_alternatives_without_a_choice_are_findings(string steps)
    {
        Assert.Contains("'choose' and 'alternatives' go together", Assert.Single(Test(steps, "", "").Findings()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- script: { code: \"1\", choose: \"${header.X-Schema}\", alternatives: [scripts/b.js] }")]
    [InlineData("- map: { fields: { a: $.x }, choose: \"${header.X-Schema}\", alternatives: [maps/b.yaml] }")]
    public void Where_there_is_no_file_there_is_no_choice(string steps)
    {
        Assert.Contains("'choose' chooses among files", Assert.Single(Test(steps, "", "").Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_an_alternative_is_a_finding()
    {
        var files = new Dictionary<string, string>(Files) { ["schemas/b.xsd"] = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>\n<xs:element name='b' type='nope'/></xs:schema>" };

        Assert.StartsWith("schemas/b.xsd(2,", Assert.Single((Test(Validate, "", "") with { Files = files }).Findings()));
    }

    private static FlowTest Test(string steps, string body, string header) => new(steps) { Body = body, Files = Files, Headers = new Dictionary<string, string> { ["X-Schema"] = header } };

    private static string Schema(string root) => $"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='{root}' type='xs:int'/></xs:schema>";

    private static string Stylesheet(string text) =>
        $"<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:output method='text'/><xsl:template match='/'>{text}</xsl:template></xsl:stylesheet>";
}
