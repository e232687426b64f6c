using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.ValueMapping;

public sealed class ValueMappingStepTests
{
    private const string Countries = "shop|code,erp|name,iso\r\nD,\"Germany, Federal\",DE\r\nF,France,FR\r\nD,second,XX\r\n,Nowhere,ZZ\r\n";

    [Theory]
    [InlineData("header: X-C", "D", "Germany, Federal")]
    [InlineData("header: X-C, value: \"F\"", "D", "France")]
    [InlineData("header: X-C, default: none", "X", "none")]
    [InlineData("header: X-C, missing: keep", "X", "X")]
    public async Task A_header_gets_the_value_of_another_system(string options, string given, string expected)
    {
        var end = await (Test($"- valueMapping: {{ file: c.csv, from: shop|code, to: erp|name, {options} }}") with { Headers = new Dictionary<string, string> { ["X-C"] = given } }).RunAsync();

        Assert.Equal((MessageStatus.Completed, expected), (end.Status, end.Headers["X-C"]));
    }

    [Fact]
    public async Task A_property_gets_the_value_of_an_expression_from_a_table_in_the_flow()
    {
        var end = await (Test("- valueMapping: { values: { EU: \"1010\", \"1\": one }, property: company, value: { jsonpath: $.region } }") with { Body = """{"region":1}""" }).RunAsync();

        Assert.Equal("one", end.Properties["company"]);
    }

    [Fact]
    public async Task Without_a_target_the_body_as_a_whole_is_replaced()
    {
        Assert.Equal("b", (await (Test("- valueMapping: { values: { a: b } }") with { Body = "a" }).RunAsync()).Body);
    }

    [Fact]
    public async Task A_value_that_is_not_known_fails_the_message()
    {
        var end = await Test("- valueMapping: { values: { a: b }, header: X, value: c }").RunAsync();

        Assert.Equal(("IA3471", "'c' has no value in the values of the step."), (end.Fault?.Code, end.Fault?.Message));
    }

    [Fact]
    public async Task A_header_that_is_not_there_stays_away_when_unknown_values_are_kept()
    {
        Assert.Null((await Test("- valueMapping: { values: { a: b }, header: X, missing: keep }").RunAsync()).Headers["X"]);
    }

    [Fact]
    public async Task All_values_of_a_JSON_body_that_a_path_selects_are_replaced()
    {
        var end = await (Test("- valueMapping: { file: c.csv, from: iso, to: shop|code, jsonpath: \"$.lines[*].c\" }") with
        {
            Body = """{"ü":1.50,"lines":[{"c":"DE","q":1},{"q":2},{"c":"FR"}]}""",
        }).RunAsync();

        Assert.Equal("""{"ü":1.50,"lines":[{"c":"D","q":1},{"q":2},{"c":"F"}]}""", end.Body);
    }

    [Fact]
    public async Task All_values_of_an_XML_body_that_a_path_selects_are_replaced()
    {
        var end = await (Test("- valueMapping: { values: { D: DE, F: FR }, xpath: \"//o:c/text() | //@c\" }") with
        {
            Flow = "namespaces: { o: \"urn:o\" }",
            Body = """<x xmlns="urn:o" c="D"><c>F</c> <c/></x>""",
        }).RunAsync();

        Assert.Equal("""<?xml version="1.0" encoding="utf-8"?><x xmlns="urn:o" c="DE"><c>FR</c> <c /></x>""", end.Body);
    }

    [Theory]
    [InlineData("jsonpath: $.none", """{"a":1}""", """{"a":1}""", null)]
    [InlineData("jsonpath: $.a", """{"a":{}}""", """{"a":{}}""", "IA3472")]
    [InlineData("jsonpath: $.a", "no JSON", "no JSON", "IA3011")]
    [InlineData("jsonpath: $.a", """{"a":"x"}""", """{"a":"x"}""", "IA3471")]
    [InlineData("xpath: /a", "<a><b/></a>", "<a><b/></a>", "IA3472")]
    [InlineData("xpath: /a", "<!DOCTYPE a><a/>", "<!DOCTYPE a><a/>", "IA3012")]
    public async Task The_body_stays_when_nothing_is_replaced(string path, string body, string expected, string? code)
    {
        var end = await (Test($"- valueMapping: {{ values: {{ D: DE }}, {path} }}") with { Body = body }).RunAsync();

        Assert.Equal((code, expected), (end.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("- valueMapping: { file: c.csv, header: X }", "IA1333: c.csv has 3 columns")]
    [InlineData("- valueMapping: { file: c.csv, from: isso, to: shop|code, header: X }", "IA1333: c.csv has no column 'isso' (did you mean 'iso'?)")]
    [InlineData("- valueMapping: { file: c.csv, from: iso, to: shop|code, header: X, property: y }", "IA1009: ")]
    [InlineData("- valueMapping: { header: X }", "IA1009: ")]
    [InlineData("- valueMapping: { values: { a: b }, header: X, default: c, missing: keep }", "IA1009: ")]
    [InlineData("- valueMapping: { values: { a: b }, jsonpath: \"$.[\" }", "test.flow.yaml(4,52): error IA1303: ")]
    [InlineData("- valueMapping: { values: { a: b }, xpath: \"/a[\" }", "error IA1304: ")]
    public void Wrong_options_are_findings(string steps, string expected)
    {
        Assert.Contains(expected, Assert.Single(Test(steps).Findings()));
    }

    [Theory]
    [InlineData("", "c.csv(1,1): error IA1333: a value mapping begins with a line of")]
    [InlineData("only one\nx", "c.csv(1,1): error IA1333: a value mapping begins with a line of")]
    [InlineData("a,b\nx,\"y\n", "c.csv(2,3): error IA1333: the quote that opens here is never closed")]
    [InlineData("a,b\nx,y,z\n", "c.csv(2,5): error IA1333: this row has 3 cells, and the first line names 2")]
    [InlineData("a,a\nx,y\n", "c.csv(1,3): error IA1333: two columns are named 'a'")]
    [InlineData("a,\nx,y\n", "c.csv(1,3): error IA1333: this column has no name")]
    public void A_mistake_in_the_file_is_a_finding_with_its_place(string csv, string expected)
    {
        var test = Test("- valueMapping: { file: c.csv, header: X }") with { Files = new Dictionary<string, string> { ["c.csv"] = csv } };

        Assert.StartsWith(expected, Assert.Single(test.Findings()));
    }

    [Theory]
    [InlineData("columns: [a, b]\nrows:\n  - [x, y]\n  - [x, later]\n")]
    [InlineData("columns: [a, b]\nrows: [[~, z], [x, y]]")]
    [InlineData("""{ "columns": ["a", "b"], "rows": [["x", "y"]] }""")]
    public async Task YAML_and_JSON_have_the_same_as_lists(string yaml)
    {
        var test = Test("- valueMapping: { file: c.yaml, header: X, value: x }") with { Files = new Dictionary<string, string> { ["c.yaml"] = yaml } };

        Assert.Equal("y", (await test.RunAsync()).Headers["X"]);
    }

    [Theory]
    [InlineData("a,b\nx,y", "c.yaml(1,1): error IA1333: a value mapping is a map of two lists")]
    [InlineData("columns: [a, b]", "c.yaml(1,1): error IA1333: a value mapping is a map of two lists")]
    [InlineData("columns: [a, b]\nrow: []\nrows: []", "c.yaml(2,1): error IA1333: unknown key 'row' (did you mean 'rows'?)")]
    [InlineData("columns: [a]\nrows: [[x]]", "c.yaml(1,1): error IA1333: a value mapping begins with a line of 2")]
    [InlineData("columns: [a, a]\nrows: [[x, y]]", "c.yaml(1,14): error IA1333: two columns are named 'a'")]
    [InlineData("columns: [a, b]\nrows:\n- [x, y]\n- [x, y, z]", "c.yaml(4,10): error IA1333: this row has 3 cells")]
    [InlineData("columns: [a, b]\nrows: [x]", "c.yaml(2,8): error IA1333: a row is a list of texts")]
    [InlineData("columns: [a, b]\nrows: [[x, [y]]]", "c.yaml(2,12): error IA1333: a cell is a text")]
    public void A_mistake_in_YAML_is_a_finding_with_its_place(string yaml, string expected)
    {
        var test = Test("- valueMapping: { file: c.yaml, header: X }") with { Files = new Dictionary<string, string> { ["c.yaml"] = yaml } };

        Assert.StartsWith(expected, Assert.Single(test.Findings()));
    }

    [Theory]
    [InlineData("a;b\nx;y\n")]
    [InlineData("a\tb\r\nx\ty")]
    [InlineData("\uFEFFa,b\n\nx , y\n\n")]
    [InlineData("\"a\",\"b\"\n\"x\",\"y\"")]
    public async Task Separators_blanks_and_marks_of_spreadsheets_are_understood(string csv)
    {
        var test = Test("- valueMapping: { file: c.csv, header: X, value: x }") with { Files = new Dictionary<string, string> { ["c.csv"] = csv } };

        Assert.Equal("y", (await test.RunAsync()).Headers["X"]);
    }

    private static FlowTest Test(string steps) => new(steps) { Files = new Dictionary<string, string> { ["c.csv"] = Countries } };
}
