using System.Text;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.XmlSign;

/// <summary>What one side signs, the other verifies: this product and xmlsec1, both ways.</summary>
public sealed class XmlSignStepTests
{
    private const string Content = """<o:order xmlns:o="urn:example:order" Id="whole"><o:head Id="head"><!-- for --><name>Müller &amp; Söhne</name></o:head><o:end/></o:order>""";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    private static TestPki Pki => TestPki.Shared;

    [CryptoTheory]
    [InlineData("")]
    [InlineData(", digest: sha512")]
    [InlineData(", digest: sha384, canonicalization: inclusive")]
    [InlineData(", canonicalization: exclusiveWithComments, keyInfo: [ certificate, subjectName, issuerSerial, keyValue ]")]
    [InlineData(", canonicalization: inclusiveWithComments, parent: end")]
    [InlineData(", form: enveloping")]
    [InlineData(", form: detached, elementId: head")]
    [InlineData(", digest: sha1, allowWeak: true")]
    public async Task Xmlsec_verifies_the_signature(string options)
    {
        var end = await Sign("signer: own" + options);

        Assert.Null(end.Fault);
        Assert.Equal(0, Verify(end.Body).ExitCode);
        Assert.NotEqual(0, Verify(end.Body.Replace("Müller", "Meier")).ExitCode);
    }

    [CryptoTheory]
    [InlineData("", "whole", """Id="whole"><o:head Id="head"><name>""")]
    [InlineData(", form: enveloping", "whole", """Id="whole"><o:head Id="head"><name>""")]
    [InlineData(", form: detached, elementId: head", "head", """Id="head"><name>""")]
    public async Task What_was_signed_goes_on_and_nothing_else(string options, string id, string expected)
    {
        var signed = await Sign("signer: own" + options);

        var end = await Verify(signed.Body, "signers: [ newer, own ]");

        Assert.Null(end.Fault);
        Assert.Contains(expected, end.Body);
        Assert.DoesNotContain("Signature", end.Body);
        Assert.Equal(id == "whole", end.Body.Contains("<o:end"));
        Assert.Equal("IA3712", (await Verify(signed.Body.Replace("Müller", "Meier"), "signers: own")).Fault?.Code);
        Assert.Equal("IA3712", (await Verify(signed.Body, "signers: newer")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#", "sha256", "", null)]
    [InlineData("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "sha512", "", null)]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "sha384", "", null)]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#", "sha1", "", "IA3705")]
    [InlineData("http://www.w3.org/2001/10/xml-exc-c14n#", "sha1", ", allowWeak: true", null)]
    public async Task What_xmlsec_signed_is_accepted_as_the_options_say(string method, string hash, string options, string? code)
    {
        var end = await Verify(Xmlsec(method, hash), "signers: own" + options);

        Assert.Equal(code, end.Fault?.Code);
        Assert.Equal(code is null, !end.Body.Contains("Signature"));
    }

    [CryptoFact]
    public async Task Elements_that_were_moved_around_have_no_effect()
    {
        // The signed head is moved into a wrapper, and another one stands where a program looks for it.
        var signed = (await Sign("signer: own, form: detached, elementId: head")).Body;
        var (from, to) = (signed.IndexOf("<o:head", StringComparison.Ordinal), signed.IndexOf("</o:head>", StringComparison.Ordinal) + "</o:head>".Length);
        var head = signed[from..to];
        var moved = signed.Replace(head, "<o:head Id=\"evil\"><name>Mallory</name></o:head>").Replace("<o:end", $"<wrapper>{head}</wrapper><o:end");
        var twice = signed.Replace("<o:end", "<o:head Id=\"head\"><name>Mallory</name></o:head><o:end");

        var end = await Verify(moved, "signers: own");

        Assert.Null(end.Fault);
        Assert.Contains("Müller", end.Body);
        Assert.DoesNotContain("Mallory", end.Body);
        Assert.Equal("IA3721", (await Verify(twice, "signers: own")).Fault?.Code);
    }

    [CryptoFact]
    public async Task A_comment_put_into_a_signed_text_does_not_go_on()
    {
        var signed = (await Sign("signer: own")).Body.Replace("Müller", "Mül<!-- -->ler");

        Assert.Contains("Müller", (await Verify(signed, "signers: own")).Body);
    }

    [CryptoTheory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#enveloped-signature", "http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("URI=\"\"", "URI=\"http://127.0.0.1:1/\"")]
    [InlineData("URI=\"\"", "URI=\"file:///etc/passwd\"")]
    [InlineData("URI=\"\"", "URI=\"#xpointer(/)\"")]
    [InlineData("rsa-sha256", "hmac-sha256")]
    [InlineData("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha1")]
    public async Task What_is_not_known_here_is_refused(string known, string unknown)
    {
        var signed = (await Sign("signer: own")).Body;
        Assert.Contains(known, signed);

        Assert.Equal("IA3721", (await Verify(signed.Replace(known, unknown), "signers: own")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("")]
    [InlineData(", form: enveloping")]
    [InlineData(", form: detached, elementId: head")]
    public async Task A_tampered_byte_anywhere_is_refused_or_was_not_signed(string options)
    {
        var signed = Encoding.UTF8.GetBytes((await Sign("signer: own, keyInfo: [ subjectName ]" + options)).Body);
        var verified = (await Verify(Encoding.UTF8.GetString(signed), "signers: own")).Body;

        for (var i = 0; i < signed.Length; i++)
        {
            var tampered = (byte[])signed.Clone();
            tampered[i] ^= 0x01;
            var end = await Verify(Encoding.Latin1.GetString(tampered), "signers: own", Encoding.Latin1);

            // What stands beside the signed part, and names that the signature only tells, may be anything: none of it goes on.
            Assert.True(end.Fault?.Code.StartsWith("IA37", StringComparison.Ordinal) == true || end.Body == verified, $"byte {i}: {end.Fault} {end.Body}");
        }
    }

    [CryptoFact]
    public async Task A_reference_that_was_changed_breaks_the_signature()
    {
        var signed = (await Sign("signer: own")).Body.Replace("URI=\"\"", "URI=\"#head\"");

        Assert.Equal("IA3712", (await Verify(signed, "signers: own")).Fault?.Code);
    }

    [CryptoFact]
    public async Task A_document_without_signature_or_with_two_is_refused()
    {
        var signed = (await Sign("signer: own")).Body;
        var signature = signed[signed.IndexOf("<Signature", StringComparison.Ordinal)..(signed.IndexOf("</Signature>", StringComparison.Ordinal) + "</Signature>".Length)];

        Assert.Equal("IA3710", (await Verify(Content, "signers: own")).Fault?.Code);
        Assert.Equal("IA3721", (await Verify(signed.Replace(signature, signature + signature), "signers: own")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("- xmlSign: { signer: own }", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "IA3706")]
    [InlineData("- xmlVerify: { signers: own }", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/\"><a/>", "IA3706")]
    [InlineData("- xmlVerify: { signers: own }", "no XML", "IA3706")]
    [InlineData("- xmlVerify: { signers: own }", "", "IA3706")]
    [InlineData("- xmlSign: { signer: curve }", Content, "IA3702")]
    [InlineData("- xmlSign: { signer: old }", Content, "IA3703")]
    [InlineData("- xmlSign: { signer: weak }", Content, "IA3705")]
    [InlineData("- xmlSign: { signer: own, parent: nowhere }", Content, "IA3722")]
    [InlineData("- xmlSign: { signer: own, form: detached, elementId: nowhere }", Content, "IA3721")]
    [InlineData("- xmlSign: { signer: own, form: detached, elementId: whole }", Content, "IA3722")]
    public async Task What_cant_be_signed_or_verified_fails_and_the_body_stays(string step, string body, string code)
    {
        var end = await new FlowTest(step) { Body = body, Credentials = Pki.Credentials }.RunAsync();

        Assert.Equal((code, body), (end.Fault?.Code, end.Body));
    }

    [CryptoFact]
    public async Task What_an_expired_key_signed_is_refused_unless_allowed()
    {
        var signed = (await Sign("signer: old, allowExpired: true")).Body;

        Assert.Equal("IA3703", (await Verify(signed, "signers: old")).Fault?.Code);
        Assert.Null((await Verify(signed, "signers: old, allowExpired: true")).Fault);
    }

    [Theory]
    [InlineData("signer: own, form: detached", "elementId")]
    [InlineData("signer: own, elementId: a", "elementId")]
    [InlineData("signer: own, form: enveloping, parent: a", "parent")]
    [InlineData("signer: own, digest: sha3-256", "SHA-3")]
    public void Options_that_do_not_go_together_are_found_at_deploy(string options, string finding)
    {
        Assert.Contains(finding, Assert.Single(new FlowTest($"- xmlSign: {{ {options} }}").Findings()));
    }

    private static ToolRun Verify(string document) => CryptoTools.Run(
        "xmlsec1",
        ["--verify", "--pubkey-cert-pem", Pki.Certificate("own"), "--enabled-key-data", "rsa,key-name", "--id-attr:Id", "urn:example:order:order", "--id-attr:Id", "urn:example:order:head", "--id-attr:Id", $"{Dsig}:Object", Pki.File(Encoding.UTF8.GetBytes(document))]);

    private static string Xmlsec(string method, string hash)
    {
        var algorithm = hash switch { "sha1" => Dsig + "sha1", "sha384" => "http://www.w3.org/2001/04/xmldsig-more#sha384", _ => "http://www.w3.org/2001/04/xmlenc#" + hash };
        var signing = hash == "sha1" ? Dsig + "rsa-sha1" : "http://www.w3.org/2001/04/xmldsig-more#rsa-" + hash;
        var template = Content.Replace(
            "</o:order>",
            $"""<Signature xmlns="{Dsig}"><SignedInfo><CanonicalizationMethod Algorithm="{method}"/><SignatureMethod Algorithm="{signing}"/><Reference URI=""><Transforms><Transform Algorithm="{Dsig}enveloped-signature"/><Transform Algorithm="{method}"/></Transforms><DigestMethod Algorithm="{algorithm}"/><DigestValue/></Reference></SignedInfo><SignatureValue/></Signature></o:order>""");
        return CryptoTools.Run("xmlsec1", ["--sign", "--privkey-pem", Pki.Key("own"), Pki.File(Encoding.UTF8.GetBytes(template))]).Ok().Text;
    }

    private static Task<FlowEnd> Sign(string options) => new FlowTest($"- xmlSign: {{ {options} }}") { Body = Content, Credentials = Pki.Credentials }.RunAsync();

    private static Task<FlowEnd> Verify(string document, string options, Encoding? encoding = null) =>
        new FlowTest($"- xmlVerify: {{ {options} }}") { Body = document, Encoding = encoding ?? Encoding.UTF8, Credentials = Pki.Partners }.RunAsync();
}
