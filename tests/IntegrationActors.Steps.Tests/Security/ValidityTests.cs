using System.Text;
using IntegrationActors.Core.Stores;
using IntegrationActors.Steps.Tests.Support;
using IntegrationActors.Steps.Tests.Support.Crypto;

namespace IntegrationActors.Steps.Tests.Security;

/// <summary>Every step that signs, encrypts or verifies says when a key is out of date, or not valid yet; what was encrypted for an own key can still be read.</summary>
public sealed class ValidityTests
{
    private const string Content = "<order Id=\"o1\"><line/></order>";

    private const int BeforeAll = 2010;
    private const int AfterAll = 2090;

    private static TestPki Pki => TestPki.Shared;

    private static GpgHome Gpg => GpgHome.Shared;

    public static TheoryData<string> Making =>
    [
        "- pgpEncrypt: { recipients: orders@partner.example }",
        "- pgpEncrypt: { recipients: orders@partner.example, signers: edi@example.org }",
        "- pkcs7Encrypt: { recipients: own }",
        "- pkcs7Encrypt: { recipients: curve }",
        "- pkcs7Encrypt: { recipients: own, signers: newer }",
        "- pkcs7Sign: { signers: own }",
        "- pkcs7Sign: { signers: [ own, newer ] }",
        "- pkcs7Sign: { signers: dsa, detached: true }",
        "- simpleSign: { signer: own }",
        "- simpleSign: { signer: curve }",
        "- xmlSign: { signer: own }",
        "- xmlSign: { signer: curve, form: enveloping }",
    ];

    public static TheoryData<string, string> MakingAndOpening => new()
    {
        { "- pgpEncrypt: { recipients: modern@example.org, signers: edi@example.org }", "- pgpDecrypt: { signatures: required }" },
        { "- pkcs7Encrypt: { recipients: own, signers: newer }", "- pkcs7Decrypt: { signers: newer }" },
        { "- pkcs7Sign: { signers: own }", "- pkcs7Verify: { signers: own }" },
        { "- pkcs7Sign: { signers: own, detached: true }", "- pkcs7Verify: { signers: own }" },
        { "- xmlSign: { signer: own }", "- xmlVerify: { signers: own }" },
        { "- xmlSign: { signer: curve }", "- xmlVerify: { signers: curve }" },
    };

    [CryptoTheory]
    [MemberData(nameof(Making))]
    public async Task What_signs_or_encrypts_refuses_keys_that_expired(string step)
    {
        var end = await RunAsync(step, AfterAll);

        Assert.Equal(("IA3703", Content), (end.Fault?.Code, end.Body));
        Assert.Contains("expired on", end.Fault!.Message);
    }

    [CryptoTheory]
    [MemberData(nameof(Making))]
    public async Task What_signs_or_encrypts_refuses_keys_that_are_not_valid_yet(string step)
    {
        var end = await RunAsync(step, BeforeAll);

        Assert.Equal(("IA3703", Content), (end.Fault?.Code, end.Body));
        Assert.Contains("valid from", end.Fault!.Message);
    }

    [CryptoTheory]
    [MemberData(nameof(Making))]
    public async Task What_is_out_of_date_is_used_on_purpose(string step)
    {
        Assert.Null((await RunAsync(step.Replace(" }", ", allowExpired: true }"), AfterAll)).Fault);
    }

    [CryptoTheory]
    [MemberData(nameof(MakingAndOpening))]
    public async Task What_verifies_refuses_signatures_of_keys_that_expired_or_are_not_valid_yet(string making, string opening)
    {
        var made = await RunAsync(making, year: null);
        Assert.Null(made.Fault);

        foreach (var year in (int[])[AfterAll, BeforeAll])
        {
            Assert.Equal("IA3703", (await RunAsync(opening, year, made)).Fault?.Code);
        }

        Assert.Null((await RunAsync(opening.Replace(" }", ", allowExpired: true }"), AfterAll, made)).Fault);
        Assert.Null((await RunAsync(opening, year: null, made)).Fault);
    }

    [CryptoTheory]
    [InlineData("- pgpEncrypt: { recipients: modern@example.org }", "- pgpDecrypt: {}")]
    [InlineData("- pkcs7Encrypt: { recipients: own }", "- pkcs7Decrypt: {}")]
    [InlineData("- pkcs7Encrypt: { recipients: curve }", "- pkcs7Decrypt: { keys: curve }")]
    public async Task What_was_encrypted_for_a_key_that_expired_since_can_still_be_read(string making, string opening)
    {
        var made = await RunAsync(making, year: null);

        Assert.Equal(Content, (await RunAsync(opening, AfterAll, made)).Body);
    }

    private static Task<FlowEnd> RunAsync(string step, int? year, FlowEnd? before = null) => new FlowTest(step)
    {
        Body = before is null ? Content : Encoding.Latin1.GetString(before.Bytes),
        Encoding = before is null ? Encoding.UTF8 : Encoding.Latin1,
        Headers = before?.Headers["SapCmsSignedData"] is { } signature ? new Dictionary<string, string> { ["SapCmsSignedData"] = signature } : new Dictionary<string, string>(),
        Time = year is { } fixedYear ? new FixedTime(fixedYear) : TimeProvider.System,
        Credentials = [.. Pki.Credentials.Cast<Credential>(), Gpg.Partners, Gpg.Own],
    }.RunAsync();
}
