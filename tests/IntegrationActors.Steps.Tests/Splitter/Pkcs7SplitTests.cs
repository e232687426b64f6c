using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.Splitter;

/// <summary>Signed data becomes its content and a signature that openssl verifies.</summary>
public sealed class Pkcs7SplitTests
{
    private const string Content = "<order>Müller & Söhne</order>";

    private static TestPki Pki => TestPki.Shared;

    [CryptoTheory]
    [InlineData("-nodetach")]
    [InlineData("-nodetach -stream")]
    [InlineData("-nodetach -nocerts")]
    public async Task The_content_is_whole_and_openssl_verifies_it_with_the_signature(string arguments)
    {
        var end = await SplitAsync(Signed(arguments), "{ base64Signature: true }");

        Assert.Equal((MessageStatus.Completed, null), (end.Status, end.Fault));
        Assert.Equal(["payload", "payload.sig"], end.Lines.Select(line => line.Text));
        Assert.Equal(Content, end.Sent[0]);
        var verified = CryptoTools.Run(
            "openssl",
            ["cms", "-verify", "-binary", "-inform", "DER", "-content", Pki.File(Encoding.UTF8.GetBytes(end.Sent[0])), "-certfile", Pki.Certificate("own"), "-noverify"],
            Convert.FromBase64String(end.Sent[1]));
        Assert.Equal(Content, verified.Ok().Text);
    }

    [CryptoFact]
    public async Task The_signature_verifies_with_pkcs7Verify()
    {
        var parts = await SplitAsync(Signed("-nodetach"), "{ base64Signature: true }");

        var end = await new FlowTest("- pkcs7Verify: { signers: own, signatureHeader: X-Signature }")
        {
            Body = parts.Sent[0],
            Headers = new Dictionary<string, string> { ["X-Signature"] = parts.Sent[1] },
            Credentials = Pki.Partners,
        }.RunAsync();

        Assert.Equal((null, Content), (end.Fault, end.Body));
    }

    [CryptoFact]
    public async Task Names_order_and_forms_are_the_flows_choice()
    {
        var end = await SplitAsync(Signed("-nodetach"), "{ payloadName: \"${header.Order}.xml\", signatureName: s.p7, signatureFirst: true, base64Payload: true, base64Signature: true }");

        Assert.Equal(["s.p7", "4711.xml"], end.Lines.Select(line => line.Text));
        Assert.Equal(Content, Encoding.UTF8.GetString(Convert.FromBase64String(end.Sent[1])));
    }

    [CryptoTheory]
    [InlineData("")]
    [InlineData("-nodetach -outform SMIME")]
    public async Task A_signature_without_content_and_what_is_no_signed_data_fail(string arguments)
    {
        var end = await SplitAsync(Signed(arguments), "{}");

        Assert.Equal(("IA3706", 0), (end.Fault?.Code, end.Sent.Count));
    }

    [CryptoFact]
    public async Task A_message_cut_anywhere_is_refused_before_a_part_ran()
    {
        var message = Convert.FromBase64String(Signed("-nodetach"));

        for (var length = 0; length < message.Length; length += 37)
        {
            var end = await SplitAsync(Convert.ToBase64String(message[..length]), "{}");
            Assert.Equal(("IA37", 0), (end.Fault?.Code[..4], end.Sent.Count));
        }
    }

    [Fact]
    public void The_parts_cant_be_grouped() =>
        Assert.Contains("can't be grouped", Assert.Single(new FlowTest("- splitter: { pkcs7: {}, grouping: \"2\", steps: [ end ] }").Findings()));

    private static string Signed(string arguments)
    {
        var run = CryptoTools.Run(
            "openssl",
            ["cms", "-sign", "-binary", "-outform", "DER", "-signer", Pki.Certificate("own"), "-inkey", Pki.Key("own"), .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Encoding.UTF8.GetBytes(Content));
        return Convert.ToBase64String(run.Ok().Output);
    }

    private static async Task<FlowEnd> SplitAsync(string message, string options) => await new FlowTest(
        $$"""
        - splitter:
            pkcs7: {{options}}
            steps:
              - log: "${header.CamelFileName}"
              - send: { stub: {} }
        """)
    {
        Body = message,
        Headers = new Dictionary<string, string> { ["Order"] = "4711" },
    }.RunAsync();
}
