using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.PgpEncrypt;

public sealed class PgpEncryptStepTests
{
    private const string Content = "<order>Müller & Söhne</order>";

    private static GpgHome Gpg => GpgHome.Shared;

    [CryptoTheory]
    [InlineData("recipients: orders@partner.example")]
    [InlineData("recipients: ORDERS@")]
    [InlineData("recipients: orders@partner.example, cipher: aes128, compression: none")]
    [InlineData("recipients: orders@partner.example, cipher: aes192, compression: bzip2")]
    [InlineData("recipients: orders@partner.example, cipher: twofish, compression: zlib")]
    [InlineData("recipients: orders@partner.example, cipher: camellia256")]
    [InlineData("recipients: orders@partner.example, cipher: 3des, allowWeak: true")]
    [InlineData("recipients: orders@partner.example, cipher: cast5, allowWeak: true")]
    [InlineData("recipients: orders@partner.example, cipher: blowfish, allowWeak: true")]
    [InlineData("recipients: [ modern@example.org, \"${header.X-Partner}\" ]")]
    public async Task Gpg_opens_the_message(string options)
    {
        var end = await Encrypt(options);

        Assert.Equal((MessageStatus.Completed, "application/pgp-encrypted"), (end.Status, end.Headers["Content-Type"]));
        Assert.StartsWith("-----BEGIN PGP MESSAGE-----", end.Body);
        Assert.Equal(Content, Gpg.Open(end.Body).Ok().Text);
    }

    [CryptoTheory]
    [InlineData("edi@example.org", "sha512", 1)]
    [InlineData("edi@example.org", "sha256", 1)]
    [InlineData("modern@example.org", "sha384", 1)]
    [InlineData("example.org", "sha512", 2)]
    public async Task Gpg_finds_the_signatures_good(string signers, string digest, int count)
    {
        var end = await Encrypt($"recipients: orders@partner.example, signers: {signers}, digest: {digest}");

        var opened = Gpg.Open(end.Body).Ok();

        Assert.Equal(Content, opened.Text);
        Assert.Equal(count, opened.Error.Split("Good signature from").Length - 1);
    }

    [CryptoFact]
    public async Task Each_of_several_recipients_opens_the_message()
    {
        var end = await Encrypt("recipients: [ orders@partner.example, edi@example.org, modern@example.org ]");

        var listed = Gpg.Run(["--list-packets"], System.Text.Encoding.ASCII.GetBytes(end.Body)).Error;

        Assert.Equal(Content, Gpg.Open(end.Body).Ok().Text);
        Assert.Equal(3, listed.Split("encrypted with").Length - 1);
    }

    [CryptoFact]
    public async Task Every_key_whose_user_id_contains_the_text_is_a_recipient()
    {
        var end = await Encrypt("recipients: example.org");

        var listed = Gpg.Run(["--list-packets"], System.Text.Encoding.ASCII.GetBytes(end.Body)).Error;

        Assert.Equal(2, listed.Split("encrypted with").Length - 1);
    }

    [CryptoFact]
    public async Task The_file_name_and_the_integrity_packet_are_in_the_message()
    {
        var end = await Encrypt("recipients: orders@partner.example, fileName: \"order-${header.X-Partner}.xml\"");

        var listed = Gpg.Run(["--list-packets", "-v"], System.Text.Encoding.ASCII.GetBytes(end.Body));

        Assert.Contains("name=\"order-orders@partner.example.xml\"", listed.Text);
        Assert.Contains("mdc_method: 2", listed.Text);
    }

    [CryptoTheory]
    [InlineData("recipients: nobody@example.org", "IA3701")]
    [InlineData("recipients: \"${header.X-Missing}\"", "IA3701")]
    [InlineData("recipients: orders@partner.example, signers: nobody@example.org", "IA3701")]
    [InlineData("recipients: orders@partner.example, signers: orders@partner.example", "IA3701")]
    [InlineData("recipients: other@partner.example", "IA3702")]
    [InlineData("recipients: old@partner.example", "IA3703")]
    [InlineData("recipients: orders@partner.example, signers: old@partner.example", "IA3703")]
    [InlineData("recipients: weak@partner.example", "IA3705")]
    [InlineData("recipients: orders@partner.example, signers: weak@partner.example", "IA3705")]
    public async Task A_key_that_cant_be_used_fails_and_the_body_stays(string options, string code)
    {
        var end = await Encrypt(options);

        Assert.Equal((MessageStatus.Failed, code, Content), (end.Status, end.Fault?.Code, end.Body));
    }

    [CryptoTheory]
    [InlineData("recipients: old@partner.example, allowExpired: true")]
    [InlineData("recipients: weak@partner.example, allowWeak: true")]
    public async Task What_is_allowed_on_purpose_is_done(string options)
    {
        var end = await Encrypt(options);

        Assert.Equal(MessageStatus.Completed, end.Status);
        Assert.Equal(Content, Gpg.Open(end.Body).Ok().Text);
    }

    [CryptoFact]
    public async Task A_wrong_password_of_the_signer_fails_without_showing_it()
    {
        var end = await Encrypt("recipients: orders@partner.example, signers: edi@example.org", Gpg.Own with { Password = "wrong-4711" });

        Assert.Equal("IA3704", end.Fault?.Code);
        Assert.DoesNotContain("wrong-4711", end.Fault!.ToString());
    }

    [CryptoFact]
    public async Task A_large_body_passes_while_it_is_read()
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n"));

        var end = await (Test("recipients: orders@partner.example, signers: edi@example.org") with { Body = text }).RunAsync();

        Assert.Equal(text, Gpg.Open(end.Body).Ok().Text);
    }

    [Theory]
    [InlineData("recipients: []", "IA1005")]
    [InlineData("recipients: a, cipher: 3des", "allowWeak")]
    [InlineData("recipients: a, digest: sha1", "allowWeak")]
    [InlineData("recipients: a, integrityPacket: false", "allowWeak")]
    [InlineData("recipients: a, digest: sha3-512", "SHA-3")]
    public void Options_that_make_no_good_message_are_found_at_deploy(string options, string finding)
    {
        Assert.Contains(finding, Assert.Single(new FlowTest($"- pgpEncrypt: {{ {options} }}").Findings()));
    }

    private static Task<FlowEnd> Encrypt(string options, PgpKeyCredential? own = null) => Test(options, own).RunAsync();

    private static FlowTest Test(string options, PgpKeyCredential? own = null) => new($"- pgpEncrypt: {{ {options} }}")
    {
        Body = Content,
        Headers = new Dictionary<string, string> { ["X-Partner"] = "orders@partner.example" },
        Credentials = [Gpg.Partners, own ?? Gpg.Own, Gpg.Old, Gpg.Weak],
    };
}
