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
    [InlineData(", canonicalization: inclusive11")]
    [InlineData(", canonicalization: inclusive11WithComments, form: detached, elementId: head")]
    [InlineData(", canonicalization: inclusive, form: enveloping")]
    [InlineData(", canonicalization: inclusive11, form: enveloping")]
    [InlineData(", parentPath: \"/*[local-name()='order']/*[local-name()='end']\"")]
    [InlineData(", parentPath: \"//*[@Id = 'head']/name\", canonicalization: inclusive")]
    [InlineData(", digest: sha1, allowWeak: true")]
    public async Task Xmlsec_verifies_the_signature(string options)
    {
        var end = await Sign("signer: own" + options);

        Assert.Null(end.Fault);
        Assert.Equal(0, XmlsecVerifies(end.Body).ExitCode);
        Assert.NotEqual(0, XmlsecVerifies(end.Body.Replace("Müller", "Meier")).ExitCode);
    }

    [CryptoTheory]
    [InlineData("curve", "")]
    [InlineData("curve", ", digest: sha512, form: enveloping")]
    [InlineData("curve", ", digest: sha384, form: detached, elementId: head, canonicalization: inclusive11")]
    [InlineData("curve", ", keyInfo: [ keyValue, certificate ]")]
    [InlineData("curve", ", digest: sha1, allowWeak: true")]
    [InlineData("large", ", digest: sha512")]
    [InlineData("dsa", "")]
    [InlineData("dsa", ", form: enveloping, keyInfo: [ keyValue ]")]
    [InlineData("dsa", ", digest: sha1, allowWeak: true")]
    public async Task Xmlsec_verifies_signatures_of_curves_and_DSA(string signer, string options)
    {
        var end = await Sign($"signer: {signer}" + options);

        Assert.Null(end.Fault);
        Assert.Equal("", XmlsecVerifies(end.Body, signer) is { ExitCode: not 0 } bad ? bad.Error : "");
        Assert.NotEqual(0, XmlsecVerifies(end.Body.Replace("Müller", "Meier"), signer).ExitCode);
        Assert.Null((await Verify(end.Body, $"signers: [ own, {signer} ], allowWeak: true")).Fault);
        Assert.Equal("IA3712", (await Verify(end.Body.Replace("Müller", "Meier"), $"signers: {signer}, allowWeak: true")).Fault?.Code);
        Assert.Equal("IA3712", (await Verify(end.Body, "signers: [ own, newer ], allowWeak: true")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("curve", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", null)]
    [InlineData("curve", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", null)]
    [InlineData("large", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", null)]
    [InlineData("curve", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "IA3705")]
    [InlineData("dsa", "http://www.w3.org/2009/xmldsig11#dsa-sha256", null)]
    [InlineData("dsa", "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "IA3705")]
    public async Task What_xmlsec_signed_with_curves_and_DSA_is_accepted(string signer, string algorithm, string? code)
    {
        var signed = Xmlsec("http://www.w3.org/2006/12/xml-c14n11", "sha256", (signer, algorithm));

        Assert.Equal(code, (await Verify(signed, $"signers: [ own, {signer} ]")).Fault?.Code);
        Assert.Equal("IA3712", (await Verify(signed.Replace("<name>M", "<name>N"), $"signers: {signer}, allowWeak: true")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("inclusive")]
    [InlineData("inclusive11")]
    [InlineData("exclusive")]
    public async Task Namespaces_around_the_signature_and_the_signed_element_count(string canonicalization)
    {
        const string Document = """<a:a xmlns:a="urn:a" xmlns="urn:default"><b:b xmlns:b="urn:b" xml:lang="de" xml:id="b"><head Id="head" type="a:x"><name>Müller</name></head><c/></b:b></a:a>""";

        foreach (var place in (string[])[", form: detached, elementId: head", ", parentPath: \"//*[local-name()='c']\"", ", form: enveloping"])
        {
            var end = await new FlowTest($"- xmlSign: {{ signer: own, canonicalization: {canonicalization}{place} }}") { Body = Document, Credentials = Pki.Credentials }.RunAsync();

            Assert.Null(end.Fault);
            Assert.Equal(("", place), (XmlsecVerifies(end.Body) is { ExitCode: not 0 } bad ? bad.Error : "", place));
            var verified = await Verify(end.Body, "signers: own");
            Assert.Null(verified.Fault);
            Assert.Equal(canonicalization != "exclusive" || !place.Contains("detached"), verified.Body.Contains("xmlns:a=\"urn:a\""));
        }
    }

    [CryptoTheory]
    [InlineData("<a xml:base=\"http://x.example/\"><b Id=\"head\"/></a>", "form: detached, elementId: head")]
    [InlineData("<a xml:base=\"http://x.example/\"/>", "form: enveloped")]
    public async Task Places_that_C14N_11_treats_otherwise_than_10_are_refused(string document, string options)
    {
        async Task<FlowEnd> RunAsync(string canonicalization) => await new FlowTest($"- xmlSign: {{ signer: own, canonicalization: {canonicalization}, {options} }}") { Body = document, Credentials = Pki.Credentials }.RunAsync();

        Assert.Equal("IA3722", (await RunAsync("inclusive11")).Fault?.Code);
        var other = (await RunAsync("inclusive")).Body;
        Assert.Null((await Verify(other, "signers: own")).Fault);
        Assert.Equal("IA3721", (await Verify(other.Replace("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11"), "signers: own")).Fault?.Code);
    }

    [CryptoFact]
    public async Task Several_elements_are_signed_one_by_one_and_verified_by_their_ids()
    {
        var signed = (await new FlowTest("- xmlSign: { signer: own, form: detached, elementId: head }\n- xmlSign: { signer: curve, form: detached, elementId: end }")
        {
            Body = Content.Replace("<o:end/>", "<o:end Id=\"end\"/>"),
            Credentials = Pki.Credentials,
        }.RunAsync()).Body;

        Assert.Contains("Müller", (await Verify(signed, "signers: own, elementId: head")).Body);
        Assert.StartsWith("<o:end", (await Verify(signed, "signers: curve, elementId: end")).Body);
        Assert.Equal("IA3712", (await Verify(signed, "signers: curve, elementId: head")).Fault?.Code);
        Assert.Equal("IA3710", (await Verify(signed, "signers: curve, elementId: whole")).Fault?.Code);
        Assert.Equal("IA3721", (await Verify(signed, "signers: own")).Fault?.Code);
    }

    [CryptoFact]
    public async Task The_attribute_that_is_an_id_can_be_named()
    {
        const string Document = """<a Id="x"><b key="x" Id="y">1</b></a>""";
        var signed = (await new FlowTest("- xmlSign: { signer: own, form: detached, elementId: x, idAttribute: key }") { Body = Document, Credentials = Pki.Credentials }.RunAsync()).Body;

        Assert.Equal("""<b Id="y" key="x">1</b>""", (await Verify(signed, "signers: own, idAttribute: key")).Body);
        Assert.Equal("IA3712", (await Verify(signed, "signers: own")).Fault?.Code);
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

    [CryptoFact]
    public async Task What_an_expired_key_signed_is_refused_unless_allowed()
    {
        var signed = (await Sign("signer: old, allowExpired: true")).Body;

        Assert.Equal("IA3703", (await Verify(signed, "signers: old")).Fault?.Code);
        Assert.Null((await Verify(signed, "signers: old, allowExpired: true")).Fault);
    }

    private static ToolRun XmlsecVerifies(string document, string signer = "own") => CryptoTools.Run(
        "xmlsec1",
        ["--verify", "--pubkey-cert-pem", Pki.Certificate(signer), "--enabled-key-data", signer switch { "own" => "rsa,key-name", "dsa" => "dsa,key-name", _ => "key-name" }, "--id-attr:Id", "head", "--id-attr:Id", "urn:example:order:order", "--id-attr:Id", "urn:example:order:head", "--id-attr:Id", $"{Dsig}:Object", Pki.File(Encoding.UTF8.GetBytes(document))]);

    private static string Xmlsec(string method, string hash, (string Signer, string Algorithm)? with = null)
    {
        var algorithm = hash switch { "sha1" => Dsig + "sha1", "sha384" => "http://www.w3.org/2001/04/xmldsig-more#sha384", _ => "http://www.w3.org/2001/04/xmlenc#" + hash };
        var signing = with?.Algorithm ?? (hash == "sha1" ? Dsig + "rsa-sha1" : "http://www.w3.org/2001/04/xmldsig-more#rsa-" + hash);
        var template = Content.Replace(
            "</o:order>",
            $"""<Signature xmlns="{Dsig}"><SignedInfo><CanonicalizationMethod Algorithm="{method}"/><SignatureMethod Algorithm="{signing}"/><Reference URI=""><Transforms><Transform Algorithm="{Dsig}enveloped-signature"/><Transform Algorithm="{method}"/></Transforms><DigestMethod Algorithm="{algorithm}"/><DigestValue/></Reference></SignedInfo><SignatureValue/></Signature></o:order>""");
        return CryptoTools.Run("xmlsec1", ["--sign", "--privkey-pem", Pki.Key(with?.Signer ?? "own"), Pki.File(Encoding.UTF8.GetBytes(template))]).Ok().Text;
    }

    private static Task<FlowEnd> Sign(string options) => new FlowTest($"- xmlSign: {{ {options} }}") { Body = Content, Credentials = Pki.Credentials }.RunAsync();

    private static Task<FlowEnd> Verify(string document, string options, Encoding? encoding = null) =>
        new FlowTest($"- xmlVerify: {{ {options} }}") { Body = document, Encoding = encoding ?? Encoding.UTF8, Credentials = Pki.Partners }.RunAsync();
}
