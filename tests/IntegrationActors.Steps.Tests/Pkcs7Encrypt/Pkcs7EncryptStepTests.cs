using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.Pkcs7Encrypt;

/// <summary>What one side encrypts, the other decrypts: this product and openssl, both ways.</summary>
public sealed class Pkcs7EncryptStepTests
{
    private const string Content = "<order>Müller & Söhne</order>";

    private static TestPki Pki => TestPki.Shared;

    [CryptoTheory]
    [InlineData("recipients: own")]
    [InlineData("recipients: own, cipher: aes128-gcm")]
    [InlineData("recipients: own, cipher: aes192-gcm, keyEncryption: pkcs1")]
    [InlineData("recipients: own, cipher: aes128-cbc")]
    [InlineData("recipients: own, cipher: aes192-cbc")]
    [InlineData("recipients: own, cipher: aes256-cbc, keyEncryption: pkcs1")]
    [InlineData("recipients: own, cipher: 3des-cbc, allowWeak: true")]
    [InlineData("recipients: [ newer, \"${header.X-Partner}\" ]")]
    public async Task Openssl_opens_the_message(string options)
    {
        var end = await Encrypt(options + ", base64: true");

        Assert.Equal((MessageStatus.Completed, null), (end.Status, end.Fault));
        Assert.Equal(Content, Open(end.Body).Ok().Text);
    }

    [CryptoTheory]
    [InlineData("recipients: curve", "curve")]
    [InlineData("recipients: large", "large")]
    [InlineData("recipients: curve, cipher: aes128-gcm", "curve")]
    [InlineData("recipients: curve, cipher: aes256-cbc", "curve")]
    [InlineData("recipients: curve, cipher: 3des-cbc, allowWeak: true", "curve")]
    [InlineData("recipients: [ own, large, curve ]", "curve")]
    [InlineData("recipients: [ own, large, curve ]", "large")]
    [InlineData("recipients: [ own, large, curve ]", "own")]
    public async Task Openssl_opens_the_message_with_an_elliptic_curve(string options, string recipient)
    {
        var end = await Encrypt(options + ", base64: true");

        Assert.Null(end.Fault);
        Assert.Equal(Content, Open(end.Body, recipient).Ok().Text);
        Assert.Equal(Content, (await Decrypt(Encoding.ASCII.GetBytes(end.Body), $"keys: {recipient}, allowWithoutIntegrity: true, allowWeak: true")).Body);
        Assert.Equal("IA3707", (await Decrypt(Encoding.ASCII.GetBytes(end.Body), "keys: newer, allowWithoutIntegrity: true, allowWeak: true")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("-aes-256-gcm", "curve")]
    [InlineData("-aes-128-gcm", "curve")]
    [InlineData("-aes-192-gcm -keyid", "curve")]
    [InlineData("-aes-256-gcm -stream", "large")]
    public async Task What_openssl_encrypted_for_an_elliptic_curve_is_opened(string arguments, string recipient)
    {
        var message = Openssl($"cms -encrypt -binary -outform DER {arguments} -recip {Pki.Certificate(recipient)}");

        Assert.Equal(Content, (await Decrypt(message)).Body);
        Assert.Equal("IA3707", (await Decrypt(message, "keys: own")).Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("ecdh_kdf_md:sha256")]
    [InlineData("ecdh_kdf_md:sha384")]
    [InlineData("ecdh_kdf_md:sha512")]
    [InlineData("ecdh_cofactor_mode:1")]
    public async Task Ways_to_agree_on_a_key_are_those_of_openssl(string option)
    {
        var message = CryptoTools.Run(
            "openssl",
            ["cms", "-encrypt", "-binary", "-outform", "DER", "-aes-256-gcm", "-recip", Pki.Certificate("curve"), "-keyopt", option],
            Encoding.UTF8.GetBytes(Content)).Ok().Output;

        Assert.Equal(Content, (await Decrypt(message)).Body);
    }

    [CryptoFact]
    public async Task A_tampered_byte_anywhere_in_a_message_for_an_elliptic_curve_is_refused()
    {
        var message = Openssl($"cms -encrypt -binary -outform DER -aes-256-gcm -recip {Pki.Certificate("curve")}");

        for (var i = 0; i < message.Length; i++)
        {
            var tampered = (byte[])message.Clone();
            tampered[i] ^= 0x04;
            var end = await Decrypt(tampered);

            // Versions and types are not authenticated; nothing depends on them.
            Assert.True(end.Fault?.Code.StartsWith("IA37") == true || end.Body == Content, $"byte {i}: {end.Fault} {end.Fault?.Cause}");
        }
    }

    [CryptoFact]
    public async Task Openssl_opens_and_verifies_what_was_signed_and_encrypted()
    {
        var end = await Encrypt("recipients: own, signers: newer, base64: true");

        var signed = Open(end.Body).Ok().Output;
        var content = CryptoTools.Run("openssl", ["cms", "-verify", "-binary", "-inform", "DER", "-CAfile", Pki.Certificate("newer"), "-purpose", "any"], signed);

        Assert.Equal(Content, content.Ok().Text);
    }

    [CryptoTheory]
    [InlineData("-aes-256-gcm", "own", "", null)]
    [InlineData("-aes-128-gcm", "own", "keys: [ own ]", null)]
    [InlineData("-aes-128-gcm -keyid", "own", "", null)]
    [InlineData("-aes-256-gcm -stream", "own", "", null)]
    [InlineData("-aes-256-gcm", "own", "keys: [ newer ]", "IA3707")]
    [InlineData("-aes-256-cbc", "own", "", "IA3709")]
    [InlineData("-aes-256-cbc", "own", "allowWithoutIntegrity: true", null)]
    [InlineData("-aes-256-cbc -stream", "own", "allowWithoutIntegrity: true", null)]
    [InlineData("-des3", "own", "allowWithoutIntegrity: true", "IA3705")]
    [InlineData("-des3", "own", "allowWithoutIntegrity: true, allowWeak: true", null)]
    [InlineData("-camellia256", "own", "allowWithoutIntegrity: true", "IA3705")]
    [InlineData("-aes-256-gcm", "own", "signers: [ newer ]", "IA3710")]
    [InlineData("-aes-256-gcm", "own", "signers: [ newer ], signatures: optional", null)]
    public async Task What_openssl_encrypted_is_accepted_as_the_options_say(string arguments, string recipient, string options, string? code)
    {
        var end = await Decrypt(Openssl($"cms -encrypt -binary -outform DER {arguments} -recip {Pki.Certificate(recipient)}"), options);

        Assert.Equal((code, code is null), (end.Fault?.Code, end.Body == Content));
    }

    [CryptoFact]
    public async Task What_openssl_padded_with_OAEP_for_several_recipients_is_opened()
    {
        var message = CryptoTools.Run(
            "openssl",
            ["cms", "-encrypt", "-binary", "-outform", "DER", "-aes-256-gcm", "-recip", Pki.Certificate("newer"), "-recip", Pki.Certificate("own"), "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"],
            Encoding.UTF8.GetBytes(Content)).Ok().Output;

        Assert.Equal(Content, (await Decrypt(message, "keys: [ own ]")).Body);
    }

    [CryptoTheory]
    [InlineData("signers: [ newer ]", null)]
    [InlineData("signers: [ newer ], signatures: optional", "IA3709")]
    [InlineData("signers: [ weak, own ]", "IA3713")]
    public async Task A_signature_inside_is_verified_and_authenticates_CBC(string options, string? code)
    {
        var sealedMessage = await Encrypt("recipients: own, signers: newer, cipher: aes256-cbc, base64: true");

        var end = await Decrypt(Encoding.ASCII.GetBytes(sealedMessage.Body), options);

        Assert.Equal((code, code is null), (end.Fault?.Code, end.Body == Content));
    }

    [CryptoFact]
    public async Task A_tampered_byte_anywhere_is_refused()
    {
        var message = Convert.FromBase64String((await Encrypt("recipients: own, base64: true")).Body);

        for (var i = 0; i < message.Length; i += 5)
        {
            var tampered = (byte[])message.Clone();
            tampered[i] ^= 0x04;
            var end = await Decrypt(tampered);

            // The version and the type of the content are not authenticated; nothing depends on them.
            Assert.True(end.Fault?.Code.StartsWith("IA37") == true || end.Body == Content, $"byte {i}: {end.Fault}");
        }
    }

    [CryptoFact]
    public async Task A_message_cut_anywhere_is_refused()
    {
        var message = Convert.FromBase64String((await Encrypt("recipients: own, base64: true")).Body);

        for (var length = 0; length < message.Length; length += 13)
        {
            Assert.StartsWith("IA37", (await Decrypt(message[..length])).Fault?.Code);
        }
    }

    [CryptoFact]
    public async Task A_large_body_passes_while_it_is_read()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n"));

        var end = await new FlowTest("- pkcs7Encrypt: { recipients: own, signers: newer }\n- pkcs7Decrypt: { signers: newer }") { Body = text, Credentials = Pki.Credentials }.RunAsync();

        Assert.Equal(text, end.Body);
    }

    [CryptoFact]
    public async Task Many_messages_at_once_share_the_steps()
    {
        var test = new FlowTest("- pkcs7Encrypt: { recipients: own, signers: newer }\n- pkcs7Decrypt: { signers: newer }") { Body = Content, Credentials = Pki.Credentials };

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => test.RunAsync())));

        Assert.All(ends, end => Assert.Equal(Content, end.Body));
    }

    [CryptoTheory]
    [InlineData("recipients: nobody", "IA3701")]
    [InlineData("recipients: \"${header.X-Missing}\"", "IA3701")]
    [InlineData("recipients: dsa", "IA3702")]
    [InlineData("recipients: old", "IA3703")]
    [InlineData("recipients: weak", "IA3705")]
    public async Task A_certificate_that_cant_be_used_fails_and_the_body_stays(string options, string code)
    {
        var end = await Encrypt(options);

        Assert.Equal((code, Content), (end.Fault?.Code, end.Body));
    }

    [Theory]
    [InlineData("- pkcs7Encrypt: { recipients: a, cipher: 3des-cbc }", "allowWeak")]
    [InlineData("- pkcs7Decrypt: { signatures: required }", "signers")]
    public void Options_that_can_not_work_are_found_at_deploy(string step, string finding)
    {
        Assert.Contains(finding, Assert.Single(new FlowTest(step).Findings()));
    }

    private static ToolRun Open(string base64, string recipient = "own") => CryptoTools.Run(
        "openssl",
        ["cms", "-decrypt", "-binary", "-inform", "DER", "-recip", Pki.Certificate(recipient), "-inkey", Pki.Key(recipient)],
        Convert.FromBase64String(base64));

    private static byte[] Openssl(string arguments) => CryptoTools.Run("openssl", arguments.Split(' '), Encoding.UTF8.GetBytes(Content)).Ok().Output;

    private static Task<FlowEnd> Encrypt(string options) => new FlowTest($"- pkcs7Encrypt: {{ {options} }}")
    {
        Body = Content,
        Headers = new Dictionary<string, string> { ["X-Partner"] = "own" },
        Credentials = Pki.Credentials,
    }.RunAsync();

    private static Task<FlowEnd> Decrypt(byte[] message, string options = "") => new FlowTest($"- pkcs7Decrypt: {{ {options} }}")
    {
        Body = Encoding.Latin1.GetString(message),
        Encoding = Encoding.Latin1,
        Credentials = [.. Pki.Credentials.Cast<Credential>()],
    }.RunAsync();
}
