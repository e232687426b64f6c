using System.Security.Cryptography;
using System.Text;
using IntegrationActors.Formats.Canonicalization;
using IntegrationActors.Steps.Tests.Support;

namespace IntegrationActors.Steps.Tests.MessageDigest;

public sealed class MessageDigestStepTests
{
    [Theory]
    [InlineData("{}", "<b  y='2' x='1'/>", "<b x=\"1\" y=\"2\"></b>", "SAPMessageDigest")]
    [InlineData("{ canonicalization: none, header: X }", "no xml", "no xml", "X")]
    [InlineData("{ part: { xpath: /a/b } }", "<a xmlns:p='u' xml:lang='de'><b><!-- c -->t</b></a>", "<b xmlns:p=\"u\" xml:lang=\"de\">t</b>", "SAPMessageDigest")]
    [InlineData("{ part: { xpath: /a/b }, canonicalization: exclusiveWithComments }", "<a xmlns:p='u' xml:lang='de'><b><!-- c -->t</b></a>", "<b><!-- c -->t</b>", "SAPMessageDigest")]
    [InlineData("{ part: { xpath: /a/b }, canonicalization: none }", "<a><b>t<c>u</c></b></a>", "tu", "SAPMessageDigest")]
    public async Task The_digest_is_that_of_the_canonical_text(string options, string body, string canonical, string header)
    {
        var end = await new FlowTest($"- messageDigest: {options}") { Body = body }.RunAsync();

        Assert.Null(end.Fault);
        Assert.Equal(System.Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(canonical))), end.Headers[header]);
        Assert.Equal(body, end.Body);
    }

    [Theory]
    [InlineData("MD5", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("SHA-1", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("SHA-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("SHA-384", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7")]
    public async Task Known_digests_of_abc(string algorithm, string expected)
    {
        var end = await new FlowTest($"- messageDigest: {{ canonicalization: none, algorithm: {algorithm}, hex: true }}") { Body = "abc" }.RunAsync();

        Assert.Equal(expected, end.Headers["SAPMessageDigest"]);
    }

    [Theory]
    [InlineData("- messageDigest", "no xml", "IA3012")]
    [InlineData("- messageDigest: { part: { xpath: /a/b } }", "<a/>", "IA3437")]
    [InlineData("- messageDigest: { part: { xpath: /a/b } }", "<a><b/><b/></a>", "IA3437")]
    public async Task What_has_no_canonical_form_is_refused(string step, string body, string code)
    {
        Assert.Equal(code, (await new FlowTest(step) { Body = body }.RunAsync()).Fault?.Code);
    }

    // From Canonical XML 1.0, chapter 3.
    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->", CanonicalForm.C14n, "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>")]
    [InlineData("<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->", CanonicalForm.C14nWithComments, "<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->")]
    [InlineData("<doc>\n   <clean>   </clean>\n   <mixed>\n      A\n      <clean>   </clean>\n   </mixed>\n</doc>", CanonicalForm.C14n, "<doc>\n   <clean>   </clean>\n   <mixed>\n      A\n      <clean>   </clean>\n   </mixed>\n</doc>")]
    [InlineData("<doc><e1   /><e2   ></e2><e3   name = \"elem3\"   id=\"elem3\"   /><e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\"\n      xmlns:b=\"http://www.ietf.org\"\n      xmlns:a=\"http://www.w3.org\"\n      xmlns=\"http://example.org\"/><e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\"><e7 xmlns=\"http://www.ietf.org\"><e8 xmlns=\"\" xmlns:a=\"http://www.w3.org\"><e9 xmlns=\"\" xmlns:a=\"http://www.ietf.org\"/></e8></e7></e6></doc>", CanonicalForm.C14n, "<doc><e1></e1><e2></e2><e3 id=\"elem3\" name=\"elem3\"></e3><e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5><e6 xmlns:a=\"http://www.w3.org\"><e7 xmlns=\"http://www.ietf.org\"><e8 xmlns=\"\"><e9 xmlns:a=\"http://www.ietf.org\"></e9></e8></e7></e6></doc>")]
    [InlineData("<doc><text>First line&#x0d;&#10;Second line</text><value>&#x32;</value><compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute><compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute><norm attr=' &apos;   &#x20;&#13;&#xa;&#9;   &apos; '/></doc>", CanonicalForm.C14n, "<doc><text>First line&#xD;\nSecond line</text><value>2</value><compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute><compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">valid</compute><norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm></doc>")]
    [InlineData("<n0:a xmlns:n0='a' xmlns:n1='b' xmlns='d'><n1:b n0:x='1'><c/></n1:b></n0:a>", CanonicalForm.Exclusive, "<n0:a xmlns:n0=\"a\"><n1:b xmlns:n1=\"b\" n0:x=\"1\"><c xmlns=\"d\"></c></n1:b></n0:a>")]
    public void Documents_have_the_canonical_form_of_the_recommendation(string xml, CanonicalForm form, string expected) => Assert.Equal(expected, Canonical(xml, "/", form));

    [Theory]
    [InlineData(CanonicalForm.C14n, "<c xmlns=\"d\" xmlns:p=\"u\" xml:base=\"y/\" xml:id=\"i\" xml:lang=\"de\"></c>")]
    [InlineData(CanonicalForm.C14n11, "<c xmlns=\"d\" xmlns:p=\"u\" xml:base=\"http://x/y/\" xml:lang=\"de\"></c>")]
    [InlineData(CanonicalForm.Exclusive, "<c xmlns=\"d\"></c>")]
    public void A_part_inherits_what_its_form_says(CanonicalForm form, string expected)
    {
        Assert.Equal(expected, Canonical("<a xmlns='d' xmlns:p='u' xml:lang='de' xml:base='http://x/'><b xml:base='y/' xml:id='i'><c/></b></a>", "/*/*/*", form));
    }

    private static string Canonical(string xml, string path, CanonicalForm form)
    {
        using var output = new MemoryStream();
        CanonicalXml.Write(Core.Messages.Payload.FromText(xml).AsXml().CreateNavigator().SelectSingleNode(path)!, form, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
