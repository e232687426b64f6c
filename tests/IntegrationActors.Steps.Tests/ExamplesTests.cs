using System.Text.RegularExpressions;
using IntegrationActors.Adapters.Https;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Definitions;
using IntegrationActors.Expressions;
using IntegrationActors.Steps.Set;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests;

/// <summary>What the reference shows can be copied into a flow.</summary>
public sealed partial class ExamplesTests
{
    private static readonly Catalogue Catalogue = Catalogue.Of(typeof(SetStep).Assembly, typeof(HttpsAdapterServices).Assembly);

    // Of an exception that nobody expected.
    private const string Unexpected = "IA3001";

    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["edi/orders-d96a.yaml"] = "grammar: edifact\nmessage: ORDERS\nstructure: [ BGM: M 1 ]",
        ["mappings/credit-note.yaml"] = "fields: { number: $.id }",
        ["mappings/invoice.yaml"] = "fields: { number: $.id }",
        ["mappings/countries.csv"] = "shop|country,erp|country\nDE,49\n",
        ["schemas/order.json"] = "{}",
        ["schemas/order.xsd"] = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="order"/></xs:schema>""",
        ["schemas/order-2.xsd"] = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="order"/></xs:schema>""",
        ["scripts/gross-price.js"] = "function processData(message) { return message; }",
        ["scripts/lib.js"] = "",
        ["scripts/price.js"] = "function processData(message) { return message; }",
        ["scripts/sign.js"] = "function sign(message) { return message; }",
        ["templates/mail.liquid"] = "Dear {{ body }}",
        ["xslt/credit-note.xslt"] = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><note/></xsl:template></xsl:stylesheet>""",
        ["xslt/invoice.xslt"] = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><invoice/></xsl:template></xsl:stylesheet>""",
    };

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (var (step, example) in Catalogue.Steps.SelectMany(step => step.Examples.Select(example => (step, example))))
            {
                examples.Add(step.Name, example.Yaml);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_has_no_findings(string step, string yaml)
    {
        Assert.Contains(step, yaml);

        var reading = new FlowReader(Catalogue, new ExpressionCompiler()).Read(new FlowSource("example.flow.yaml", FlowAround(yaml, "https: { path: /example, role: example.send }")), FlowReadingContext.FileAlone);

        Assert.Empty(reading.Findings);
    }

    /// <summary>Receivers are stood in for. With a body that the example was not made for it may fail as the reference says, but never unexpectedly.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_runs(string step, string yaml)
    {
        await using var stores = TestStores.Open();
        foreach (var body in (string[])["", """{"id":"4711","items":[{"id":1},{"id":2}]}""", "<order><id>4711</id><line>1</line><line>2</line></order>"])
        {
            var end = await new FlowTest("")
            {
                Source = new FlowSource("example.flow.yaml", FlowAround(Channel().Replace(yaml, "stub: {}"), "test: {}")),
                Body = body,
                Files = Files,
                Stores = stores.Acme,
            }.RunAsync();

            Assert.False(end.Fault?.Code is Unexpected, $"{step}: {end.Fault} {end.Fault?.Cause}");
            Assert.NotEqual(MessageStatus.Processing, end.Status);
        }
    }

    // What an example refers to is declared around it.
    private static string FlowAround(string yaml, string sender) => $$"""
        flow: example
        from: { {{sender}} }
        parameters: { {{string.Join(", ", Parameter().Matches(yaml).Select(match => $"{match.Groups[1].Value}: {{ type: uri, default: \"http://127.0.0.1:9/\" }}"))}} }
        processes: { {{string.Join(", ", Process().Matches(yaml).Select(match => $"{match.Groups[1].Value}: {{ steps: [ end ] }}"))}} }
        steps:
        {{yaml}}
        """;

    // A receiver on one line, or with its options on lines of their own.
    [GeneratedRegex(@"https: \{ url: ""[^""]*""(, \w+: \w+)* \}|https:\n( +)\S.*(\n\2 *\S.*)*")]
    private static partial Regex Channel();

    [GeneratedRegex(@"\$\{param\.(\w+)\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"process: (\w+)")]
    private static partial Regex Process();
}
