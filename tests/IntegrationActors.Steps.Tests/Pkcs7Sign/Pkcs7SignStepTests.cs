using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.Pkcs7Sign;

/// <summary>What one side signs, the other verifies: this product and openssl, both ways.</summary>
public sealed class Pkcs7SignStepTests
{
    private const string Content = "<order>Müller & Söhne</order>";

    private static TestPki Pki => TestPki.Shared;

    [CryptoTheory]
    [InlineData("signers: own", "own")]
    [InlineData("signers: own, digest: sha512", "own")]
    [InlineData("signers: own, padding: pss", "own")]
    [InlineData("signers: own, padding: pss, digest: sha384", "own")]
    [InlineData("signers: own, signingTime: false", "own")]
    [InlineData("signers: curve", "curve")]
    [InlineData("signers: curve, digest: sha512", "curve")]
    [InlineData("signers: large, digest: sha384", "large")]
    [InlineData("signers: dsa", "dsa")]
    [InlineData("signers: dsa, digest: sha1, allowWeak: true", "dsa")]
    [InlineData("signers: own, digest: sha1, allowWeak: true", "own")]
    public async Task Openssl_verifies_the_message(string options, string signer)
    {
        var end = await Sign(options + ", base64: true");

        Assert.Equal((MessageStatus.Completed, null), (end.Status, end.Fault));
        Assert.Equal(Content, Verify(end.Body, signer).Ok().Text);
    }

    [CryptoFact]
    public async Task Openssl_verifies_the_detached_signature_of_the_body_that_stayed()
    {
        var end = await Sign("signers: own, detached: true, signatureHeader: X-Signature");

        var content = Pki.File(Encoding.UTF8.GetBytes(end.Body));
        Assert.Equal(Content, end.Body);
        Assert.Equal(Content, Verify(end.Headers["X-Signature"]!, ["own"], ["-content", content]).Ok().Text);
    }

    [CryptoTheory]
    [InlineData("-sign -nodetach", "own", null)]
    [InlineData("-sign -nodetach -stream", "own", null)]
    [InlineData("-sign -nodetach -noattr", "own", null)]
    [InlineData("-sign -nodetach -keyid", "own", null)]
    [InlineData("-sign -nodetach -nocerts", "own", null)]
    [InlineData("-sign -nodetach -md sha512 -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:-1", "own", null)]
    [InlineData("-sign -nodetach", "curve", null)]
    [InlineData("-sign -nodetach -md sha384", "large", null)]
    [InlineData("-sign -nodetach", "dsa", null)]
    [InlineData("-sign -nodetach -md sha1", "dsa", "IA3705")]
    [InlineData("-sign -nodetach", "newer", "IA3713")]
    [InlineData("-sign -nodetach -md sha1", "own", "IA3705")]
    [InlineData("-sign -nodetach", "weak", "IA3705")]
    [InlineData("-sign -nodetach", "old", "IA3703")]
    [InlineData("-sign", "own", "IA3706")]
    public async Task What_openssl_signed_is_accepted_as_the_options_say(string arguments, string signer, string? code)
    {
        var message = Openssl($"cms -binary -outform DER -signer {Pki.Certificate(signer)} -inkey {Pki.Key(signer)} {arguments}");

        var end = await Verify(message, "signers: [ own, curve, large, dsa, weak, old ]");

        Assert.Equal((code, code is null), (end.Fault?.Code, end.Body == Content));
    }

    [CryptoTheory]
    [InlineData("PEM")]
    [InlineData("DER")]
    public async Task A_detached_signature_of_openssl_is_verified_with_the_body(string form)
    {
        var signature = Openssl($"cms -binary -sign -outform {form} -signer {Pki.Certificate("own")} -inkey {Pki.Key("own")}");
        var text = form == "PEM" ? Encoding.ASCII.GetString(signature).Replace('\n', '\r') : Convert.ToBase64String(signature);

        var good = await Verify(Encoding.UTF8.GetBytes(Content), "signers: own", text);
        var changed = await Verify(Encoding.UTF8.GetBytes(Content + " "), "signers: own", text);

        Assert.Equal((null, Content), (good.Fault, good.Body));
        Assert.Null(good.Headers["SapCmsSignedData"]);
        Assert.Equal("IA3712", changed.Fault?.Code);
    }

    [CryptoFact]
    public async Task One_of_two_signatures_is_enough_while_a_key_is_rolled_over()
    {
        var signed = await Sign("signers: [ own, newer ], base64: true");

        Assert.Equal(Content, (await Verify(Encoding.ASCII.GetBytes(signed.Body), "signers: own")).Body);
        Assert.Equal(Content, (await Verify(Encoding.ASCII.GetBytes(signed.Body), "signers: newer")).Body);
        Assert.Equal(Content, Verify(signed.Body, "own", "newer").Ok().Text);
    }

    // openssl 3.0 has no SHA-3 in CMS.
    [CryptoTheory]
    [InlineData("own", "sha3-256")]
    [InlineData("curve", "sha3-384")]
    [InlineData("dsa", "sha3-256")]
    [InlineData("large", "sha3-512")]
    public async Task Bouncy_Castle_verifies_SHA_3_and_refuses_a_changed_byte(string signer, string digest)
    {
        var end = await Sign($"signers: {signer}, digest: {digest}, base64: true");

        var message = Convert.FromBase64String(end.Body);
        var changed = (byte[])message.Clone();
        changed[message.AsSpan().IndexOf("order"u8)] ^= 1;
        Assert.True(IsGood(message, signer));
        Assert.False(IsGood(changed, signer));
        Assert.Equal(Content, (await Verify(message, $"signers: {signer}")).Body);
        Assert.Equal("IA3712", (await Verify(changed, $"signers: {signer}")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("own")]
    [InlineData("curve")]
    [InlineData("dsa")]
    public async Task A_tampered_byte_of_content_or_signature_is_refused(string signer)
    {
        var message = Openssl($"cms -binary -sign -nodetach -nocerts -outform DER -signer {Pki.Certificate(signer)} -inkey {Pki.Key(signer)}");

        for (var i = 0; i < message.Length; i += 3)
        {
            var tampered = (byte[])message.Clone();
            tampered[i] ^= 0x04;
            var end = await Verify(tampered, $"signers: {signer}");

            // Two bytes say again which hashes there are and in which version; nothing depends on them.
            Assert.True(end.Fault?.Code.StartsWith("IA37") == true || end.Body == Content, $"byte {i}: {end.Fault}");
        }
    }

    [CryptoFact]
    public async Task A_message_cut_anywhere_is_refused()
    {
        var message = Openssl($"cms -binary -sign -nodetach -outform DER -signer {Pki.Certificate("own")} -inkey {Pki.Key("own")}");

        for (var length = 0; length < message.Length; length += 13)
        {
            Assert.StartsWith("IA37", (await Verify(message[..length], "signers: own")).Fault?.Code);
        }
    }

    [CryptoFact]
    public async Task Noise_and_lengths_that_are_lies_are_refused()
    {
        var random = new Random(4711);
        byte[] huge = [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, 0x06, 0x85, 0x70, 0, 0, 0, 0, .. new byte[2_000_000]];
        byte[] deep = [0x30, 0x80, .. Enumerable.Repeat<byte[]>([0x30, 0x80], 100_000).SelectMany(bytes => bytes)];

        foreach (var message in Enumerable.Range(0, 200).Select(i => Noise(random, 10 * i)).Append(huge).Append(deep))
        {
            Assert.StartsWith("IA37", (await Verify(message, "signers: own")).Fault?.Code);
        }
    }

    [CryptoFact]
    public async Task A_large_body_passes_while_it_is_read()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n"));

        var end = await new FlowTest("- pkcs7Sign: { signers: own }\n- pkcs7Verify: { signers: own }") { Body = text, Credentials = Pki.Credentials }.RunAsync();

        Assert.Equal(text, end.Body);
    }

    [CryptoTheory]
    [InlineData("signers: nobody", "IA3701")]
    [InlineData("signers: old", "IA3703")]
    [InlineData("signers: weak", "IA3705")]
    public async Task A_key_that_cant_be_used_fails_and_the_body_stays(string options, string code)
    {
        var end = await Sign(options);

        Assert.Equal((code, Content), (end.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("- pkcs7Sign: { signers: a, digest: sha224 }", "SHA-224")]
    [InlineData("- pkcs7Sign: { signers: a, digest: sha1 }", "allowWeak")]
    [InlineData("- pkcs7Verify: {}", "IA1004")]
    public void Options_that_can_not_work_are_found_at_deploy(string step, string finding)
    {
        Assert.Contains(finding, Assert.Single(new FlowTest(step).Findings()));
    }

    private static bool IsGood(byte[] message, string signer)
    {
        try
        {
            var certificate = new Org.BouncyCastle.X509.X509CertificateParser().ReadCertificate(Pki.Credentials.First(pair => pair.Name == signer).Certificate.RawData);
            return new Org.BouncyCastle.Cms.CmsSignedData(message).GetSignerInfos().GetSigners().Single().Verify(certificate);
        }
        catch (Org.BouncyCastle.Cms.CmsException)
        {
            return false;
        }
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return [0x30, 0x80, 0x06, 0x09, .. noise];
    }

    private static ToolRun Verify(string base64, params string[] signers) => Verify(base64, signers, []);

    private static ToolRun Verify(string base64, string[] signers, string[] more)
    {
        var known = Pki.File(Encoding.ASCII.GetBytes(string.Join('\n', signers.Select(signer => File.ReadAllText(Pki.Certificate(signer))))));
        string[] arguments = ["cms", "-verify", "-binary", "-inform", "DER", "-in", Pki.File(Convert.FromBase64String(base64)), "-CAfile", known, "-certfile", known, "-purpose", "any", "-nointern", .. more];
        return CryptoTools.Run("openssl", arguments);
    }

    private static byte[] Openssl(string arguments) => CryptoTools.Run("openssl", arguments.Split(' '), Encoding.UTF8.GetBytes(Content)).Ok().Output;

    private static Task<FlowEnd> Sign(string options) => new FlowTest($"- pkcs7Sign: {{ {options} }}") { Body = Content, Credentials = Pki.Credentials }.RunAsync();

    private static Task<FlowEnd> Verify(byte[] message, string options, string? signature = null) => new FlowTest($"- pkcs7Verify: {{ {options} }}")
    {
        Body = signature is null ? Encoding.Latin1.GetString(message) : Encoding.UTF8.GetString(message),
        Encoding = signature is null ? Encoding.Latin1 : Encoding.UTF8,
        Headers = signature is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["SapCmsSignedData"] = signature },
        Credentials = Pki.Partners,
    }.RunAsync();
}
