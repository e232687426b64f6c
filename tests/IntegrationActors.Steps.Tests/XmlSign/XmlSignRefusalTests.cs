using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.XmlSign;

/// <summary>What can't be signed or verified, and options that don't go together.</summary>
public sealed class XmlSignRefusalTests
{
    private const string Content = """<o:order xmlns:o="urn:example:order" Id="whole"><o:head Id="head"><!-- for --><name>Müller &amp; Söhne</name></o:head><o:end/></o:order>""";

    [CryptoTheory]
    [InlineData("- xmlSign: { signer: own }", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "IA3706")]
    [InlineData("- xmlVerify: { signers: own }", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/\"><a/>", "IA3706")]
    [InlineData("- xmlVerify: { signers: own }", "no XML", "IA3706")]
    [InlineData("- xmlVerify: { signers: own }", "", "IA3706")]
    [InlineData("- xmlSign: { signer: dsa, digest: sha512 }", Content, "IA3702")]
    [InlineData("- xmlSign: { signer: own, parentPath: //nowhere }", Content, "IA3722")]
    [InlineData("- xmlSign: { signer: own, parentPath: //* }", Content, "IA3722")]
    [InlineData("- xmlSign: { signer: own, parentPath: //@Id }", Content, "IA3722")]
    [InlineData("- xmlSign: { signer: old }", Content, "IA3703")]
    [InlineData("- xmlSign: { signer: weak }", Content, "IA3705")]
    [InlineData("- xmlSign: { signer: own, parent: nowhere }", Content, "IA3722")]
    [InlineData("- xmlSign: { signer: own, form: detached, elementId: nowhere }", Content, "IA3721")]
    [InlineData("- xmlSign: { signer: own, form: detached, elementId: whole }", Content, "IA3722")]
    public async Task What_cant_be_signed_or_verified_fails_and_the_body_stays(string step, string body, string code)
    {
        var end = await new FlowTest(step) { Body = body, Credentials = TestPki.Shared.Credentials }.RunAsync();

        Assert.Equal((code, body), (end.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("signer: own, form: detached", "elementId")]
    [InlineData("signer: own, elementId: a", "elementId")]
    [InlineData("signer: own, form: enveloping, parent: a", "parent")]
    [InlineData("signer: own, parent: a, parentPath: /a", "parent")]
    [InlineData("signer: own, form: detached, elementId: a, parentPath: /a", "parent")]
    [InlineData("signer: own, digest: sha3-256", "SHA-3")]
    public void Options_that_do_not_go_together_are_found_at_deploy(string options, string finding)
    {
        Assert.Contains(finding, Assert.Single(new FlowTest($"- xmlSign: {{ {options} }}").Findings()));
    }
}
