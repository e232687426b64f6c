using System.Text;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.SimpleSign;

public sealed class SimpleSignStepTests
{
    private const string Content = "<order>Müller & Söhne</order>";

    private static TestPki Pki => TestPki.Shared;

    [CryptoTheory]
    [InlineData("signer: own", "own", "-sha256")]
    [InlineData("signer: own, digest: sha512", "own", "-sha512")]
    [InlineData("signer: own, digest: sha3-256", "own", "-sha3-256")]
    [InlineData("signer: own, padding: pss", "own", "-sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1")]
    [InlineData("signer: curve, digest: sha384", "curve", "-sha384")]
    [InlineData("signer: large, digest: sha3-512", "large", "-sha3-512")]
    [InlineData("signer: dsa", "dsa", "-sha256")]
    [InlineData("signer: dsa, digest: sha1, allowWeak: true", "dsa", "-sha1")]
    [InlineData("signer: own, digest: sha1, allowWeak: true", "own", "-sha1")]
    public async Task Openssl_verifies_the_signature_in_the_header(string options, string signer, string arguments)
    {
        var end = await Sign(options);

        var key = Pki.File(CryptoTools.Run("openssl", ["x509", "-pubkey", "-noout", "-in", Pki.Certificate(signer)]).Ok().Output);
        var signature = Pki.File(Convert.FromBase64String(end.Headers["X-Signature"]!));
        var verified = CryptoTools.Run("openssl", ["dgst", .. arguments.Split(' '), "-verify", key, "-signature", signature], Encoding.UTF8.GetBytes(Content));

        Assert.Equal(Content, end.Body);
        Assert.Contains("Verified OK", verified.Ok().Text);
    }

    [CryptoFact]
    public async Task Openssl_refuses_the_signature_of_a_body_that_was_changed()
    {
        var end = await Sign("signer: dsa");

        var key = Pki.File(CryptoTools.Run("openssl", ["x509", "-pubkey", "-noout", "-in", Pki.Certificate("dsa")]).Ok().Output);
        var signature = Pki.File(Convert.FromBase64String(end.Headers["X-Signature"]!));
        Assert.NotEqual(0, CryptoTools.Run("openssl", ["dgst", "-sha256", "-verify", key, "-signature", signature], Encoding.UTF8.GetBytes(Content + " ")).ExitCode);
    }

    [CryptoTheory]
    [InlineData("signer: nobody", "IA3701")]
    [InlineData("signer: old", "IA3703")]
    [InlineData("signer: weak", "IA3705")]
    public async Task A_key_that_cant_be_used_fails(string options, string code)
    {
        Assert.Equal(code, (await Sign(options)).Fault?.Code);
    }

    [Fact]
    public void A_weak_hash_is_found_at_deploy()
    {
        Assert.Contains("allowWeak", Assert.Single(new FlowTest("- simpleSign: { signer: own, digest: sha1 }").Findings()));
    }

    private static Task<FlowEnd> Sign(string options) => new FlowTest($"- simpleSign: {{ {options} }}") { Body = Content, Credentials = Pki.Credentials }.RunAsync();
}
