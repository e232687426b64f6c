using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Map;

/// <summary>Mappings that stand in files of the bundle.</summary>
public sealed class MapFileTests
{
    [Theory]
    [InlineData("fields: { a: $.x }", "{\"a\":1}")]
    [InlineData("{ \"to\": \"json\", \"fields\": { \"a\": \"upper('x')\" } }", "{\"a\":\"X\"}")]
    [InlineData("fields:\n  - $each: $.items[*]\n    n: . + 1", "[{\"n\":3},{\"n\":4}]")]
    [InlineData("fields: { a: \"lookup('c', 'D')\", h: \"header('X-H')\", t: \"${header.X-H}!\" }", "{\"a\":\"DE\",\"h\":\"h\",\"t\":\"h!\"}")]
    public async Task A_file_has_what_stands_in_a_flow_otherwise(string file, string expected)
    {
        var end = await Test(file).RunAsync();

        Assert.Equal((null, expected), (end.Fault?.ToString(), end.Body));
    }

    [Theory]
    [InlineData("", "maps/a.yaml(1,1): error IA1334: the file is empty")]
    [InlineData("a: [", "error IA1334: this is neither YAML nor JSON")]
    [InlineData("[ a ]", "maps/a.yaml(1,1): error IA1334: a mapping is a map with fields")]
    [InlineData("too: xml\nfields: { a: $.x }", "maps/a.yaml(1,1): error IA1334: unknown key 'too' (did you mean 'to'?)")]
    [InlineData("to: csv\nfields: { a: $.x }", "maps/a.yaml(1,5): error IA1334: a mapping makes json or xml")]
    [InlineData("namespaces: [ a ]\nfields: { a: $.x }", "maps/a.yaml(1,13): error IA1334: namespaces are prefixes")]
    [InlineData("fields:\n  a: uper('x')", "maps/a.yaml(2,6): error IA1334: unknown function 'uper' (did you mean 'upper'?)")]
    [InlineData("fields:\n  a: concat('x', lower('x', 'y'))", "maps/a.yaml(2,18): error IA1334: lower takes one argument")]
    [InlineData("to: xml\nfields: { \"n:a\": $.x }", "maps/a.yaml(2,11): error IA1334: unknown prefix 'n'")]
    [InlineData("fields: { a: \"${param.none}\" }", "IA1204: unknown parameter 'none'")]
    [InlineData("fields: &f { a: $.x }", "maps/a.yaml(1,9): error IA1334: anchors")]
    public void A_mistake_in_the_file_is_a_finding_with_its_place(string file, string expected)
    {
        Assert.Contains(expected, Assert.Single(Test(file).Findings()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- map: { file: maps/a.yaml, fields: { a: $.x } }", "'map' has either fields or a file")]
    [InlineData("- map: {}", "'map' has either fields or a file")]
    [InlineData("- map: { file: maps/a.yaml, to: xml }", "'to' in the file says")]
    public void There_is_one_mapping(string step, string expected)
    {
        Assert.Contains(expected, Assert.Single((Test("fields: { a: $.x }") with { Steps = step }).Findings()), StringComparison.Ordinal);
    }

    private static FlowTest Test(string file) => new("- map: { file: maps/a.yaml, valueMaps: { c: c.yaml } }")
    {
        Body = """{"x":1,"items":[2,3]}""",
        Headers = new Dictionary<string, string> { ["X-H"] = "h" },
        Files = new Dictionary<string, string> { ["maps/a.yaml"] = file, ["c.yaml"] = "columns: [shop, erp]\nrows: [[D, DE]]" },
    };
}
