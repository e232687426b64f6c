using System.Text;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.XmlSign;

/// <summary>Signatures that sign their time, their signer and a policy too (XAdES-BES, XAdES-EPES).</summary>
public sealed class XadesTests
{
    private const string Content = """<o:order xmlns:o="urn:example:order" Id="whole" xml:lang="de"><o:head Id="head"><name>Müller</name></o:head></o:order>""";
    private const string Policy = "xades: { policy: { id: \"urn:oid:1.2.3\", hash: \"AAECAw==\" } }";

    private static TestPki Pki => TestPki.Shared;

    [CryptoTheory]
    [InlineData("signer: own, xades: {}")]
    [InlineData("signer: own, canonicalization: inclusive, xades: {}")]
    [InlineData("signer: own, canonicalization: inclusive11, form: detached, elementId: head, xades: {}")]
    [InlineData("signer: curve, form: enveloping, canonicalization: inclusive, xades: {}")]
    [InlineData("signer: curve, form: enveloping, " + Policy)]
    [InlineData("signer: own, digest: sha512, " + Policy)]
    public async Task Xmlsec_verifies_content_and_properties(string options)
    {
        var signer = options.Contains("curve") ? "curve" : "own";
        var signed = (await Sign(options)).Body;

        Assert.Equal("", Error(signed, signer));
        Assert.NotEqual("", Error(signed.Replace("Müller", "Meier"), signer));
        Assert.NotEqual("", Error(signed.Replace("SigningTime>20", "SigningTime>19"), signer));
        Assert.Contains("Müller", (await Verify(signed, signer)).Body);
        Assert.DoesNotContain("SigningTime", (await Verify(signed, signer)).Body);
        Assert.Equal("IA3712", (await Verify(signed.Replace("Müller", "Meier"), signer)).Fault?.Code);
        Assert.Equal("IA3712", (await Verify(signed.Replace("SigningTime>20", "SigningTime>19"), signer)).Fault?.Code);
        Assert.Equal(options.Contains("policy"), signed.Contains("<xades:Identifier>urn:oid:1.2.3</xades:Identifier>"));
    }

    [CryptoFact]
    public async Task Properties_that_stand_elsewhere_are_refused()
    {
        var signed = (await Sign("signer: own, xades: {}")).Body;

        Assert.Equal("IA3721", (await Verify(signed.Replace("Type=\"http://uri.etsi.org/01903#SignedProperties\"", ""), "own")).Fault?.Code);
        Assert.Equal("IA3721", (await Verify(signed.Replace("xades:SignedProperties", "xades:OtherProperties"), "own")).Fault?.Code);
    }

    [Theory]
    [InlineData("signer: own, xades: { policy: { id: a, hash: \"?\" } }", "base64")]
    [InlineData("signer: own, xades: { policy: { id: a, hash: AAAA, digest: sha3-256 } }", "sha256")]
    public void Policies_that_can_not_be_are_found_at_deploy(string options, string finding)
    {
        Assert.Contains(finding, Assert.Single(new FlowTest($"- xmlSign: {{ {options} }}").Findings()));
    }

    private static string Error(string document, string signer)
    {
        var run = CryptoTools.Run(
            "xmlsec1",
            [
                "--verify", "--pubkey-cert-pem", Pki.Certificate(signer), "--enabled-key-data", signer == "own" ? "rsa,key-name" : "key-name",
                "--id-attr:Id", "urn:example:order:order", "--id-attr:Id", "urn:example:order:head", "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object",
                "--id-attr:Id", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties", Pki.File(Encoding.UTF8.GetBytes(document)),
            ]);
        return run.ExitCode == 0 ? "" : run.Error;
    }

    private static Task<FlowEnd> Sign(string options) => new FlowTest($"- xmlSign: {{ {options} }}") { Body = Content, Credentials = Pki.Credentials }.RunAsync();

    private static Task<FlowEnd> Verify(string document, string signer) => new FlowTest($"- xmlVerify: {{ signers: {signer} }}") { Body = document, Credentials = Pki.Partners }.RunAsync();
}
