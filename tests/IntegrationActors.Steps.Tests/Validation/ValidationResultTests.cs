using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Validation;

/// <summary>Where the result of a validation can be found.</summary>
public sealed class ValidationResultTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["a.xsd"] = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a' type='xs:int'/></xs:schema>",
        ["a.json"] = """{"type":"object"}""",
    };

    [Theory]
    [InlineData("validateXml: { schema: a.xsd, attachResult: true }", "SAP_XmlValidationResult")]
    [InlineData("validateJson: { schema: a.json, attachResult: true }", "JsonValidationResult")]
    public async Task A_message_that_fails_leaves_its_result_as_property_and_as_attachment_of_the_log(string step, string name)
    {
        await using var stores = TestStores.Open();

        var end = await new FlowTest($"- {step}")
        {
            Body = "<a>x</a>",
            Files = Files,
            Stores = stores.Acme,
            Flow = $"onError:\n  - set: {{ body: \"${{property.{name}}}\" }}",
        }.RunAsync();

        Assert.StartsWith("line 1, column ", end.Body);
        var attachment = Assert.Single(await stores.Acme.Attachments.ListAsync(end.Record.Id, CancellationToken.None));
        Assert.Equal(name, attachment.Name);
        await using var content = await stores.Acme.Attachments.OpenAsync(attachment.Id, CancellationToken.None);
        Assert.Equal(end.Body, System.Text.Encoding.UTF8.GetString((await content!.ReadBytesAsync(CancellationToken.None)).Span));
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"minimun":1}}}""", "'minimun' (did you mean 'minimum'?)")]
    [InlineData("""{"$anchor":"a"}""", "#/$anchor")]
    [InlineData("""{"items":{"nullable":true}}""", "x-nullable")]
    [InlineData("""{"const":1}""", "'const' is not supported")]
    public void A_keyword_of_a_JSON_schema_that_nobody_would_check_is_a_finding(string schema, string part)
    {
        var test = new FlowTest("- validateJson: s.json") { Files = new Dictionary<string, string> { ["s.json"] = schema } };

        Assert.Contains(part, Assert.Single(test.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_properties_and_words_about_a_schema_are_no_keywords()
    {
        const string Schema = """{"$schema":"http://json-schema.org/draft-07/schema#","title":"t","x-owner":"me","properties":{"minimun":{"description":"d","default":{"any":1},"examples":[1]}},"enum":[{"any":1}]}""";

        Assert.Empty(new FlowTest("- validateJson: s.json") { Files = new Dictionary<string, string> { ["s.json"] = Schema } }.Findings());
    }
}
