using System.Text;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Stores;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.PgpDecrypt;

public sealed class PgpDecryptStepTests
{
    private const string Content = "<order>Müller & Söhne</order>";

    private static GpgHome Gpg => GpgHome.Shared;

    [CryptoTheory]
    [InlineData("--encrypt -r edi@example.org")]
    [InlineData("--encrypt --armor -r edi@example.org")]
    [InlineData("--encrypt -r modern@example.org")]
    [InlineData("--encrypt -r orders@partner.example -r edi@example.org")]
    [InlineData("--encrypt --hidden-recipient edi@example.org")]
    [InlineData("--encrypt --compress-algo none -r edi@example.org")]
    [InlineData("--encrypt --compress-algo bzip2 -r edi@example.org")]
    [InlineData("--encrypt --cipher-algo twofish -r edi@example.org")]
    [InlineData("--encrypt --sign -u orders@partner.example -r edi@example.org")]
    [InlineData("--encrypt --sign -u other@partner.example -r modern@example.org")]
    [InlineData("--encrypt --sign -u other@partner.example -u orders@partner.example -r edi@example.org")]
    [InlineData("--encrypt --sign --textmode -u orders@partner.example -r edi@example.org")]
    public async Task Opens_what_gpg_made(string arguments)
    {
        var end = await Decrypt(Gpg.Make(Content, arguments.Split(' ')));

        Assert.Equal((MessageStatus.Completed, null, Content), (end.Status, end.Fault, end.Body));
        Assert.Null(end.Headers["Content-Type"]);
    }

    [CryptoTheory]
    [InlineData("", "", null)]
    [InlineData("", "signatures: required", "IA3710")]
    [InlineData("", "signers: orders@", "IA3710")]
    [InlineData("", "signatures: none", null)]
    [InlineData("--sign -u orders@partner.example", "signatures: none", "IA3711")]
    [InlineData("--sign -u orders@partner.example", "signatures: required", null)]
    [InlineData("--sign -u orders@partner.example", "signers: orders@", null)]
    [InlineData("--sign -u orders@partner.example", "signers: [ \"${header.X-Missing}\" ]", "IA3713")]
    [InlineData("--sign -u orders@partner.example", "signers: other@", "IA3713")]
    [InlineData("--sign -u orders@partner.example", "signers: [ other@, orders@ ]", null)]
    [InlineData("--sign -u orders@partner.example -u other@partner.example", "signers: other@", null)]
    [InlineData("--sign -u weak@partner.example", "", "IA3713")]
    [InlineData("--sign --digest-algo sha1 -u orders@partner.example", "", "IA3705")]
    [InlineData("--sign --digest-algo sha1 -u orders@partner.example", "allowWeak: true", null)]
    public async Task Signatures_are_accepted_as_the_options_say(string signing, string options, string? code)
    {
        string[] arguments = ["--encrypt", "-r", "edi@example.org", .. signing.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        var end = await Decrypt(Gpg.Make(Content, arguments), options);

        Assert.Equal(code, end.Fault?.Code);
        Assert.Equal(code is null, end.Body == Content);
    }

    [CryptoFact]
    public async Task What_an_expired_key_signed_is_refused_unless_allowed()
    {
        string[] signing = ["--faked-system-time", "20200103T000000", "--ignore-time-conflict", "--sign", "-u", "old@partner.example"];
        var message = Wrap(Gpg.Run(signing, Encoding.UTF8.GetBytes(Content)).Ok().Output);

        Assert.Equal("IA3703", (await Decrypt(message, "", Gpg.Own, Gpg.Old)).Fault?.Code);
        Assert.Equal(Content, (await Decrypt(message, "allowExpired: true", Gpg.Own, Gpg.Old)).Body);
    }

    [CryptoTheory]
    [InlineData("--encrypt --cipher-algo 3des -r edi@example.org", "", "IA3705")]
    [InlineData("--encrypt --cipher-algo 3des -r edi@example.org", "allowWeak: true", null)]
    [InlineData("--encrypt --rfc2440 --disable-mdc -r edi@example.org", "", "IA3709")]
    [InlineData("--encrypt --rfc2440 --disable-mdc -r edi@example.org", "allowWithoutIntegrity: true, allowWeak: true", null)]
    [InlineData("--encrypt -r orders@partner.example", "", "IA3707")]
    [InlineData("--symmetric", "", "IA3707")]
    [InlineData("--sign -u orders@partner.example", "", "IA3706")]
    [InlineData("--clearsign -u orders@partner.example", "", "IA3706")]
    [InlineData("--export --armor orders@partner.example", "", "IA3706")]
    public async Task What_is_no_message_for_us_fails_and_the_body_stays(string arguments, string options, string? code)
    {
        var message = Gpg.Make(Content, arguments.Split(' '));

        var end = await Decrypt(message, options);

        Assert.Equal(code, end.Fault?.Code);
        Assert.Equal(code is null ? Content : Encoding.Latin1.GetString(message), end.Body);
    }

    [CryptoFact]
    public async Task A_tampered_byte_anywhere_is_refused()
    {
        var message = Gpg.Make(Content + new string('x', 300), "--encrypt", "--sign", "-u", "orders@partner.example", "-r", "edi@example.org");

        for (var i = 0; i < message.Length; i += 7)
        {
            var tampered = (byte[])message.Clone();
            tampered[i] ^= 0x10;
            var end = await Decrypt(tampered, "signers: orders@");

            Assert.True(end.Fault?.Code.StartsWith("IA37") == true, $"byte {i}: {end.Fault} {end.Fault?.Cause}");
        }
    }

    [CryptoFact]
    public async Task A_message_cut_anywhere_is_refused()
    {
        var message = Gpg.Make(Content, "--encrypt", "-r", "edi@example.org");

        for (var length = 0; length < message.Length; length += 11)
        {
            var end = await Decrypt(message[..length]);

            Assert.True(end.Fault?.Code is "IA3706" or "IA3708", $"{length} bytes: {end.Fault}");
        }
    }

    [CryptoFact]
    public async Task What_follows_behind_the_message_is_refused()
    {
        var message = Gpg.Make(Content, "--encrypt", "-r", "edi@example.org");

        Assert.Equal("IA3706", (await Decrypt([.. message, .. message])).Fault?.Code);
    }

    [CryptoFact]
    public async Task A_wrong_password_fails_without_showing_it()
    {
        var end = await Decrypt(Gpg.Make(Content, "--encrypt", "-r", "edi@example.org"), "", Gpg.Own with { Password = "wrong-4711" });

        Assert.Equal("IA3704", end.Fault?.Code);
        Assert.DoesNotContain("wrong-4711", end.Fault!.ToString());
    }

    [CryptoFact]
    public async Task A_compression_bomb_is_refused_before_it_unfolds()
    {
        var bomb = Gpg.Make(new string('0', 30_000_000), "--encrypt", "--compress-algo", "bzip2", "-r", "edi@example.org");
        Assert.True(bomb.Length < 10_000);

        var end = await Decrypt(bomb);

        Assert.Equal("IA3714", end.Fault?.Code);
    }

    [CryptoTheory]
    [InlineData("maxSize: 100KB", "IA3714")]
    [InlineData("maxSize: 2MB", null)]
    public async Task The_size_of_the_content_has_a_limit(string options, string? code)
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n"));

        var end = await Decrypt(Gpg.Make(text, "--encrypt", "-r", "edi@example.org"), options);

        Assert.Equal((code, code is null), (end.Fault?.Code, end.Body == text));
    }

    [CryptoFact]
    public async Task Packets_that_nest_too_deep_are_refused()
    {
        // Compressed packets (old format, indeterminate length, uncompressed) in each other.
        var nested = string.Concat(Enumerable.Repeat("\u00a3\u0000", 2_000));
        var message = Wrap(Encoding.Latin1.GetBytes(nested));

        Assert.Equal("IA3714", (await Decrypt(message)).Fault?.Code);
    }

    [CryptoFact]
    public async Task A_header_that_says_it_is_huge_is_not_believed()
    {
        byte[] message = [0xC1, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 3, .. new byte[3_000_000]];

        var end = await Decrypt(message);

        Assert.StartsWith("IA37", end.Fault?.Code);
    }

    [CryptoFact]
    public async Task Noise_is_refused_whatever_it_looks_like()
    {
        var random = new Random(4711);
        for (var i = 0; i < 300; i++)
        {
            var noise = new byte[random.Next(1, 2_000)];
            random.NextBytes(noise);
            noise[0] = (byte)(i % 2 == 0 ? 0xC1 : random.Next(256));

            Assert.StartsWith("IA37", (await Decrypt(noise)).Fault?.Code);
        }
    }

    [CryptoFact]
    public async Task Many_messages_at_once_share_the_step()
    {
        var message = Encoding.Latin1.GetString(Gpg.Make(Content, "--encrypt", "--sign", "-u", "orders@partner.example", "-r", "edi@example.org"));
        var test = Test(message, "signers: orders@");

        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => test.RunAsync())));

        Assert.All(ends, end => Assert.Equal(Content, end.Body));
    }

    // gpg encrypts what it believes to be packets of its own making.
    private static byte[] Wrap(byte[] packets) => Gpg.Run(["--encrypt", "--no-literal", "-r", "edi@example.org"], packets).Ok().Output;

    private static Task<FlowEnd> Decrypt(byte[] message, string options = "", params Credential[] keys) => Test(Encoding.Latin1.GetString(message), options, keys).RunAsync();

    private static FlowTest Test(string message, string options = "", params Credential[] keys) => new($"- pgpDecrypt: {{ {options} }}")
    {
        Body = message,
        Encoding = Encoding.Latin1,
        Headers = new Dictionary<string, string> { ["Content-Type"] = "application/pgp-encrypted" },
        Credentials = keys.Length > 0 ? keys : [Gpg.Partners, Gpg.Own],
    };
}
