using System.Diagnostics;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.Xslt;

public sealed class XsltStepTests
{
    [Fact]
    public async Task Transforms_the_body_with_a_stylesheet_of_the_bundle()
    {
        var end = await Test(
            """
            <xsl:output indent="no" omit-xml-declaration="yes"/>
            <xsl:template match="/order">
              <Invoice Number="{@id}">
                <xsl:for-each select="line"><Item><xsl:value-of select="@sku"/><xsl:text> </xsl:text>x<xsl:value-of select="@qty"/></Item></xsl:for-each>
                <Total><xsl:value-of select="format-number(sum(line/@qty), '0.00')"/></Total>
              </Invoice>
            </xsl:template>
            """,
            """<order id="4711"><line sku="A" qty="1"/><line sku="B" qty="2"/></order>""").RunAsync();

        Assert.Equal("""<Invoice Number="4711"><Item>A x1</Item><Item>B x2</Item><Total>3.00</Total></Invoice>""", end.Body);
        Assert.Equal("application/xml", end.Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("xml", "application/xml")]
    [InlineData("html", "text/html; charset=utf-8")]
    [InlineData("text", "text/plain; charset=utf-8")]
    public async Task The_output_method_decides_the_content_type(string method, string expected)
    {
        var end = await Test($"""<xsl:output method="{method}"/><xsl:template match="/"><a>b</a></xsl:template>""").RunAsync();

        Assert.Equal(expected, end.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Writes_UTF_8_without_a_byte_order_mark_and_other_encodings_as_the_stylesheet_says()
    {
        const string Copy = """<xsl:output encoding="{0}"/><xsl:template match="/"><a>ü</a></xsl:template>""";

        var utf8 = await Test(Copy.Replace("{0}", "UTF-8")).RunAsync();
        var latin1 = await Test(Copy.Replace("{0}", "ISO-8859-1")).RunAsync();

        Assert.StartsWith("""<?xml version="1.0" encoding="utf-8"?>""", utf8.Body);
        Assert.Contains("""encoding="iso-8859-1""", latin1.Body);
    }

    [Fact]
    public async Task Parameters_are_handed_in_and_nothing_else_is()
    {
        var test = Test(
            """
            <xsl:output method="text"/>
            <xsl:param name="company"/><xsl:param name="due" select="'never'"/><xsl:param name="X-Secret" select="'hidden'"/>
            <xsl:template match="/"><xsl:value-of select="concat($company, ' ', $due, ' ', $X-Secret)"/></xsl:template>
            """,
            """<order due="tomorrow"/>""",
            """- xslt: { stylesheet: a.xslt, parameters: { company: "${header.X-Company}", due: { xpath: /order/@due } } }""") with
        {
            Headers = new Dictionary<string, string> { ["X-Company"] = "1010", ["X-Secret"] = "secret" },
        };

        var end = await test.RunAsync();

        Assert.Equal("1010 tomorrow hidden", end.Body);
    }

    [Fact]
    public async Task A_body_that_is_not_XML_fails_and_stays_for_onError()
    {
        var test = Test("""<xsl:template match="/"/>""", "no XML") with
        {
            Flow = """
                   onError:
                     - set: { body: "[${body}]" }
                   """,
        };

        var end = await test.RunAsync();

        Assert.Equal("IA3012", end.Record.Fault?.Code);
        Assert.Equal("[no XML]", end.Body);
    }

    [Fact]
    public async Task A_stylesheet_can_refuse_a_document()
    {
        var end = await Test("""<xsl:template match="/"><xsl:message terminate="yes">no lines</xsl:message></xsl:template>""").RunAsync();

        Assert.Equal(("IA3342", "a.xslt: no lines"), (end.Fault?.Code, end.Fault?.Message));
    }

    [Theory]
    [InlineData("\n<xsl:template match='/'>\n  <xsl:value-of select='a['/>\n</xsl:template>", "a.xslt(3,3)")]
    [InlineData("\n<xsl:template match='/'><xsl:foo/></xsl:template>", "a.xslt(2,26)")]
    [InlineData("\n<xsl:template match='/'>", "a.xslt(2,27)")]
    [InlineData("\n <xsl:import href='http://127.0.0.1:1/x.xslt'/>", "a.xslt(2,3)")]
    [InlineData("\n <xsl:include href='file:///etc/passwd'/>", "a.xslt(2,3)")]
    [InlineData("\n <m:script xmlns:m='urn:schemas-microsoft-com:xslt' implements-prefix='m'/>", "a.xslt(2,3)")]
    public void A_mistake_in_a_stylesheet_is_a_finding_with_its_place(string stylesheet, string place)
    {
        var findings = Test(stylesheet).Findings();

        Assert.StartsWith($"{place}: error IA1305: ", Assert.Single(findings));
    }

    [Fact]
    public void A_stylesheet_of_a_newer_XSLT_is_refused_instead_of_run_half()
    {
        var test = Test("") with { Files = new Dictionary<string, string> { ["a.xslt"] = """<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>""" } };

        Assert.StartsWith("a.xslt(1,17): error IA1305: this is XSLT 2.0", Assert.Single(test.Findings()));
    }

    [Fact]
    public void A_stylesheet_with_a_DTD_is_refused()
    {
        var test = Test("") with { Files = new Dictionary<string, string> { ["a.xslt"] = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>" } };

        Assert.Contains("error IA1305: ", Assert.Single(test.Findings()));
    }

    [Fact]
    public void An_unknown_stylesheet_is_a_finding_in_the_flow()
    {
        var findings = Test("", steps: "- xslt: b.xslt").Findings();

        Assert.StartsWith("test.flow.yaml(4,11): error IA1201: unknown file 'b.xslt'", Assert.Single(findings));
    }

    [Theory]
    [InlineData("document('file:///etc/passwd')")]
    [InlineData("document('')")]
    [InlineData("document('http://127.0.0.1:1/')")]
    public async Task A_stylesheet_reads_no_other_document(string call)
    {
        var end = await Test($"""<xsl:template match="/"><x><xsl:copy-of select="{call}"/></x></xsl:template>""").RunAsync();

        Assert.Equal((MessageStatus.Failed, "IA3342"), (end.Status, end.Fault?.Code));
    }

    [Theory]
    [InlineData("""<q><xsl:call-template name="again"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template></q>""")]
    [InlineData("""<xsl:variable name="v"><xsl:call-template name="again"/></xsl:variable><xsl:value-of select="$v"/>""")]
    [InlineData("""<q><xsl:apply-templates select="/"/></q>""")]
    public async Task Templates_that_call_each_other_without_end_fail_the_message_and_not_the_process(string body)
    {
        var end = await Test(
            $"""
            <xsl:template match="/"><xsl:call-template name="again"/></xsl:template>
            <xsl:template name="again"><xsl:param name="n" select="0"/>{body}</xsl:template>
            """).RunAsync();

        Assert.Equal("IA3343", end.Fault?.Code);
    }

    [Fact]
    public async Task A_default_of_a_parameter_that_calls_its_own_template_fails_the_message_and_not_the_process()
    {
        var end = await Test(
            """
            <xsl:template match="/"><xsl:call-template name="again"/></xsl:template>
            <xsl:template name="again"><xsl:param name="n"><xsl:call-template name="again"/></xsl:param><xsl:value-of select="$n"/></xsl:template>
            """).RunAsync();

        Assert.Equal("IA3343", end.Fault?.Code);
    }

    [Theory]
    [InlineData("""<xsl:variable name="v"><xsl:for-each select="//a"><xsl:for-each select="//a"><b/></xsl:for-each></xsl:for-each></xsl:variable><r><xsl:copy-of select="$v"/></r>""", "variables")]
    [InlineData("""<xsl:variable name="v"><xsl:for-each select="//a"><xsl:sort select="@x"/><xsl:copy-of select="//a"/></xsl:for-each></xsl:variable><r><xsl:copy-of select="$v"/></r>""", "variables")]
    [InlineData("""<r><xsl:for-each select="//a"><xsl:for-each select="//a"><b/></xsl:for-each></xsl:for-each></r>""", "100 times larger")]
    public async Task What_would_make_much_of_a_small_document_is_refused(string body, string why)
    {
        var end = await (Test($"""<xsl:template match="/">{body}</xsl:template>""") with { Body = $"<r>{string.Concat(Enumerable.Repeat("<a/>", 5_000))}</r>" }).RunAsync();

        Assert.Equal("IA3344", end.Fault?.Code);
        Assert.Contains(why, end.Fault!.Message);
    }

    [Fact]
    public async Task Texts_that_double_in_each_variable_are_refused()
    {
        var variables = string.Concat(Enumerable.Range(1, 40).Select(i => $"<xsl:variable name='v{i}' select='concat($v{i - 1}, $v{i - 1})'/>"));

        var end = await Test($"""<xsl:template match="/"><xsl:variable name="v0" select="'text'"/>{variables}<r><xsl:value-of select="$v40"/></r></xsl:template>""").RunAsync();

        Assert.Equal("IA3344", end.Fault?.Code);
    }

    [Theory]
    [InlineData("1KB", "IA3344")]
    [InlineData("1MB", null)]
    public async Task The_size_of_a_result_has_a_limit(string maxSize, string? code)
    {
        var end = await Test(
            $"""<xsl:template match="/"><r>{new string('x', 2_000)}</r></xsl:template>""",
            steps: $"- xslt: {{ stylesheet: a.xslt, maxSize: {maxSize} }}").RunAsync();

        Assert.Equal(code, end.Fault?.Code);
    }

    [Fact]
    public async Task Variables_that_hold_nodes_work_as_they_always_did()
    {
        var end = await (Test(
            """
            <xsl:output omit-xml-declaration="yes"/>
            <xsl:template match="/"><xsl:variable name="v"><xsl:for-each select="//a"><xsl:sort select="@n" order="descending"/><xsl:copy-of select="."/></xsl:for-each></xsl:variable><r n="{count(//a)}"><xsl:copy-of select="$v"/></r></xsl:template>
            """) with { Body = "<o><a n='1'/><a n='2'/></o>" }).RunAsync();

        Assert.Equal("""<r n="2"><a n="2" /><a n="1" /></r>""", end.Body);
    }

    [Fact]
    public async Task Deep_recursion_with_an_end_works()
    {
        var end = await Test(
            """
            <xsl:output method="text"/>
            <xsl:template match="/"><xsl:call-template name="sum"><xsl:with-param name="n" select="1500"/></xsl:call-template></xsl:template>
            <xsl:template name="sum">
              <xsl:param name="n"/>
              <xsl:variable name="rest"><xsl:if test="$n &gt; 1"><xsl:call-template name="sum"><xsl:with-param name="n" select="$n - 1"/></xsl:call-template></xsl:if></xsl:variable>
              <xsl:value-of select="$n + number(concat('0', $rest))"/>
            </xsl:template>
            """).RunAsync();

        Assert.Equal("1125750", end.Body);
    }

    [Fact]
    public async Task A_transformation_that_never_ends_is_cut_off_by_the_time_out_of_the_step()
    {
        var time = Stopwatch.StartNew();

        var end = await Test(
            """<xsl:template match="/"><xsl:apply-templates select="."/></xsl:template>""",
            steps: "- xslt: { stylesheet: a.xslt, timeout: 200ms }").RunAsync();

        Assert.Equal("IA3002", end.Fault?.Code);
        Assert.InRange(time.Elapsed, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData(500, MessageStatus.Completed)]
    [InlineData(100_000, MessageStatus.Failed)]
    public async Task Deep_documents_are_transformed_or_refused_but_never_end_the_process(int levels, MessageStatus expected)
    {
        var body = string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));

        var end = await Test("""<xsl:template match="@*|node()"><xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy></xsl:template>""", body).RunAsync();

        Assert.Equal(expected, end.Status);
    }

    [Fact]
    public async Task A_document_with_entities_is_refused()
    {
        var end = await Test("""<xsl:template match="/"><xsl:copy-of select="."/></xsl:template>""", """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>""").RunAsync();

        Assert.Equal("IA3012", end.Fault?.Code);
    }

    private static FlowTest Test(string templates, string body = "<order/>", string steps = "- xslt: a.xslt") => new(steps)
    {
        Body = body,
        Files = new Dictionary<string, string>
        {
            ["a.xslt"] = $"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">{templates}</xsl:stylesheet>""",
        },
    };
}
