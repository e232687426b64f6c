using System.Diagnostics;
using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Template;

public sealed class TemplateStepTests
{
    private const string Order = """{"id":4711,"name":"Ada <Co>","total":1234.5,"ordered":"2026-01-31","note":null,"size":3,"lines":[{"sku":"A","qty":2},{"sku":"B","qty":1}]}""";

    [Theory]
    [InlineData("{{ header.X-Region }} {{ header['x-region'] }} {{ property.p }} {{ property.j.id }}", "EU EU text 4711")]
    [InlineData("{{ json.id }} {{ json.lines[1].sku }} {{ json.lines.size }} {{ json.lines | map: 'sku' | join: ',' }} {{ json.size }}", "4711 B 2 A,B 7")]
    [InlineData("{% for l in json.lines %}{{ forloop.index }}{{ l.sku }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "1A, 2B")]
    [InlineData("{{ json.total }} {{ json.total | plus: 0.5 }} {{ json.total | times: 2 | round: 1 }}", "1234.5 1235.0 2469.0")]
    [InlineData("{{ json.ordered | date: '%d.%m.%Y' }} {{ json.ordered | date_java: 'yyyyMMdd' }}", "31.01.2026 20260131")]
    [InlineData("{{ json.note }}[{{ nothing }}][{{ json.nothing.more }}]", "[][]")]
    [InlineData("{% if json.note == nil and json.id > 10 %}yes{% else %}no{% endif %}", "yes")]
    [InlineData("{% assign x = json.name | upcase %}{{ x }}{% capture y %}{{ x }}!{% endcapture %}{{ y }}", "ADA <CO>ADA <CO>!")]
    [InlineData("{{ json | json }}", Order)]
    [InlineData("{{ body | size }} {{ tenant }} {{ flow }} {{ greeting }} {{ region | downcase }}", "155 acme test Hello EU eu")]
    [InlineData("{{ 'a-b' | replace: '-', '+' }} {% raw %}{{ x }}{% endraw %}", "a+b {{ x }}")]
    public async Task Values_of_the_message_are_filled_in(string template, string expected)
    {
        var end = await Test(template, Order).RunAsync();

        Assert.Equal((MessageStatus.Completed, null), (end.Status, end.Fault?.Message));
        Assert.Equal(expected.Replace("155", Order.Length.ToString()), end.Body);
    }

    [Fact]
    public async Task XML_is_read_with_the_filter_xpath()
    {
        var end = await Test(
            "{{ xml | xpath: '/order/@id' }}:{% assign lines = xml | xpath: '/order/line' %}{% for l in lines %}{{ l | xpath: '@sku' }}={{ l }};{% endfor %}{{ xml | xpath: 'count(//line)' }}",
            "<order id='7'><line sku='A'>1</line><line sku='B'>2</line></order>").RunAsync();

        Assert.Equal("7:A=1;B=2;2", end.Body);
    }

    [Fact]
    public async Task A_template_in_place_sets_the_content_type()
    {
        var end = await (new FlowTest("""- template: { text: "Hello {{ body }}", contentType: text/plain }""") { Body = "Ada" }).RunAsync();

        Assert.Equal(("Hello Ada", "text/plain"), (end.Body, end.Headers["Content-Type"]));
    }

    [Fact]
    public async Task The_charset_follows_the_new_body()
    {
        var end = await (Test("{{ body }}", "ü") with { Encoding = Encoding.Latin1, Headers = new Dictionary<string, string> { ["Content-Type"] = "text/plain; charset=iso-8859-1" } }).RunAsync();

        Assert.Equal(("ü", "text/plain; charset=utf-8"), (end.Body, end.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("none", "<b>Ada <Co> \"x\"</b>")]
    [InlineData("xml", "<b>Ada &lt;Co&gt; &quot;x&quot;</b>")]
    [InlineData("json", "<b>Ada <Co> \\\"x\\\"</b>")]
    public async Task Values_are_escaped_as_the_format_needs(string escape, string expected)
    {
        var end = await Test("<b>{{ body }}</b>", "Ada <Co> \"x\"", $", escape: {escape}").RunAsync();

        Assert.Equal(expected, end.Body);
    }

    [Fact]
    public async Task In_onError_the_failure_can_be_told()
    {
        var end = await (new FlowTest("- fail: { message: no lines, code: X-1 }")
        {
            Files = new Dictionary<string, string> { ["a.liquid"] = "{{ exception.code }}: {{ exception.message }}" },
            Flow = "onError:\n  - template: a.liquid",
        }).RunAsync();

        Assert.Equal("X-1: no lines", end.Body);
    }

    [Theory]
    [InlineData("a\n  {{ x | upcasee }}", "a.liquid(2,10): error IA1332: unknown filter 'upcasee' (did you mean 'upcase'?)")]
    [InlineData("a\n{% include 'x' %}", "a.liquid(2,4): error IA1332: 'include' is not available")]
    [InlineData("a\n{% if x %}b", "a.liquid(2,")]
    [InlineData("a\n{% unknown %}", "a.liquid(2,")]
    [InlineData("{{ x", "a.liquid(1,")]
    public void A_mistake_is_a_finding_with_its_place(string template, string expected)
    {
        Assert.StartsWith(expected, Assert.Single(Test(template).Findings()));
    }

    [Fact]
    public void A_mistake_of_a_template_in_place_stands_in_the_flow()
    {
        var test = new FlowTest("- template:\n    text: |\n      a\n      {{ b | nofilter }}");

        Assert.StartsWith("test.flow.yaml(7,16): error IA1332: unknown filter 'nofilter'", Assert.Single(test.Findings()));
    }

    [Theory]
    [InlineData("- template: {}", "IA1009")]
    [InlineData("- template: b.liquid", "IA1201")]
    public void Wrong_options_are_findings(string steps, string code)
    {
        Assert.Contains($"error {code}: ", Assert.Single(new FlowTest(steps).Findings()));
    }

    [Theory]
    [InlineData("{{ json.id }}", "no JSON", "IA3011")]
    [InlineData("{{ xml | xpath: '/a' }}", "no XML", "IA3012")]
    [InlineData("{{ body | xpath: '/a' }}", "<a/>", "IA3461")]
    [InlineData("{{ xml | xpath: '/a[' }}", "<a/>", "IA3461")]
    [InlineData("{{ 1 | divided_by: 0 }}", "", "IA3461")]
    public async Task A_message_that_does_not_fit_fails_and_keeps_its_body(string template, string body, string code)
    {
        var end = await Test(template, body).RunAsync();

        Assert.Equal((code, body), (end.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("{% for i in (1..2000000000) %}x{% endfor %}")]
    [InlineData("{% for i in (1..999999) %}{% for j in (1..999999) %}x{% endfor %}{% endfor %}")]
    [InlineData("{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}")]
    [InlineData("{% capture s %}{% for i in (1..900000) %}0123456789012345678901234567890{% endfor %}{% endcapture %}")]
    [InlineData("{% assign a = body | replace: 'a', body %}", 10_000)]
    public async Task A_template_that_makes_too_much_is_stopped(string template, int length = 10)
    {
        var time = Stopwatch.StartNew();

        var end = await Test(template, new string('a', length)).RunAsync();

        Assert.Equal("IA3462", end.Fault?.Code);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("{{ body.length }}{{ body.GetType }}{{ json.ValueKind }}{{ header.Count }}{{ property.Keys }}")]
    [InlineData("{{ xml.Name }}{{ xml.UnderlyingObject }}")]
    public async Task Templates_see_no_objects_of_the_platform(string template)
    {
        Assert.Equal("", (await Test(template, template.Contains("xml", StringComparison.Ordinal) ? "<a/>" : "{}").RunAsync()).Body);
    }

    [Fact]
    public async Task A_long_text_is_written_piece_by_piece()
    {
        var end = await Test("{% for i in (1..20000) %}{{ i }}: ü€😀\n{% endfor %}", "").RunAsync();

        Assert.Equal(string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{i}: ü€😀\n")), end.Body);
    }

    private static FlowTest Test(string template, string body = "", string options = "") => new(
        $$"""
        - set: { properties: { p: text, j: { jsonpath: "$" } } }
        - template: { file: a.liquid, variables: { greeting: "Hello ${header.X-Region}", region: "${header.X-Region}" }{{options}} }
        """.Replace("""j: { jsonpath: "$" }""", body.StartsWith('{') ? """j: { jsonpath: "$" }""" : "j: none"))
    {
        Body = body,
        Headers = new Dictionary<string, string> { ["X-Region"] = "EU" },
        Files = new Dictionary<string, string> { ["a.liquid"] = template },
    };
}
