using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationActors.Adapters.Mail.Tests.Support;
using IntegrationActors.Contracts;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Mail.Tests.Smime;

/// <summary>Mails that are signed and encrypted, from the receiver channel through the server to the sender channel, and as openssl sees them.</summary>
public sealed class SmimeTests : MailTest
{
    private const string Text = "Grüße\r\nan die Welt";

    private Dictionary<string, object?> _properties = [];

    [ServerTheory]
    [InlineData("signers: [shop]", "signers: [shop-cert]", null, true)]
    [InlineData("signers: [shop], clearText: false", "signers: [shop-cert]", null, true)]
    [InlineData("recipients: [orders]", "keys: [orders]", true, null)]
    [InlineData("recipients: [orders, shop-cert], cipher: aes256-cbc, keyEncryption: pkcs1", "keys: [orders], allowWithoutIntegrity: true", true, null)]
    [InlineData("signers: [shop], recipients: [orders], cipher: aes128-cbc", "keys: [orders], signers: [shop-cert]", true, true)]
    [InlineData("signers: [shop], recipients: [orders]", "keys: [orders]", true, false)]
    public async Task What_was_sent_is_opened_and_properties_say_what_was_found(string writing, string reading, bool? encrypted, bool? verified)
    {
        KnowKeys();
        await SendMailAsync(writing);

        await ReadAsync(reading);
        await EndedAsync(2);

        Assert.True(Host.Ended.Last().Status == MessageStatus.Completed, Host.Ended.Last().Fault?.ToString());
        Assert.Equal(Text, Host.Sink.Taken.Single().Text);
        Assert.Equal(encrypted ?? false, _properties["ENCRYPTED"]);
        Assert.Equal(encrypted, _properties["DECRYPTION_OK"]);
        Assert.Equal(encrypted is null ? null : "orders", _properties["DECRYPTION_ALIAS"]);
        Assert.Equal(verified, _properties["VERIFICATION_OK"]);
    }

    [ServerTheory]
    [InlineData("recipients: [shop-cert]", "keys: [orders]", "encrypted for others")]
    [InlineData("recipients: [orders], cipher: aes256-cbc", "keys: [orders]", "changed on its way")]
    [InlineData("signers: [orders]", "signers: [shop-cert]", "not by an allowed signer")]
    [InlineData("", "signers: [shop-cert]", "not signed")]
    public async Task What_can_not_be_relied_on_is_a_failed_message_and_stays(string writing, string reading, string reason)
    {
        KnowKeys();
        await SendMailAsync(writing);

        await ReadAsync(reading);
        await EndedAsync(2);

        Assert.Equal("IA3873", Host.Ended.Last().Fault?.Code);
        Assert.Contains(reason, Host.Ended.Last().Fault!.Message, StringComparison.Ordinal);
        Assert.Empty(Host.Sink.Taken);
        Assert.Single(Peer.Unread());
    }

    [ServerFact]
    public async Task A_mail_that_was_changed_on_its_way_is_not_verified()
    {
        KnowKeys();
        await SendMailAsync("signers: [shop]");
        var path = Peer.Mails().Single();
        var changed = (await File.ReadAllTextAsync(path, Encoding.Latin1)).Replace(Convert.ToBase64String("Gr"u8)[..2], "R2", StringComparison.Ordinal).Replace("\r\n\r\nR3", "\r\n\r\nR2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, changed, Encoding.Latin1);

        await ReadAsync("signers: [shop-cert], signatures: optional");
        await EndedAsync(2);

        Assert.Equal(false, _properties["VERIFICATION_OK"]);
    }

    [ServerFact]
    public async Task Openssl_verifies_what_the_channel_signs_and_the_channel_opens_what_openssl_makes()
    {
        KnowKeys();
        await SendMailAsync("signers: [shop]");
        var folder = Directory.CreateTempSubdirectory("ia-smime-").FullName;
        var shop = (KeyPairCredential)Host.Credentials["shop"];
        await File.WriteAllTextAsync(Path.Combine(folder, "shop.pem"), shop.Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "shop.key"), shop.Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(Path.Combine(folder, "orders.pem"), ((KeyPairCredential)Host.Credentials["orders"]).Certificate.ExportCertificatePem());
        var mail = Peer.Mails().Single();

        var verified = Openssl(folder, $"smime -verify -in {mail} -CAfile shop.pem -purpose any");
        File.Delete(mail);
        await File.WriteAllTextAsync(Path.Combine(folder, "text"), Text);
        Openssl(folder, "cms -sign -text -in text -signer shop.pem -inkey shop.key -out signed");
        Openssl(folder, "cms -encrypt -aes-256-cbc -in signed -from a@example.com -to b@example.com -subject s -out mail orders.pem");
        Peer.Put(await File.ReadAllBytesAsync(Path.Combine(folder, "mail")));
        await ReadAsync("keys: [orders], signers: [shop-cert]");
        await EndedAsync(2);

        Assert.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text)), verified, StringComparison.Ordinal);
        Assert.True(Host.Ended.Last().Status == MessageStatus.Completed, Host.Ended.Last().Fault?.ToString());
        Assert.Equal(Text, Host.Sink.Taken.Single().Text.TrimEnd());
        Directory.Delete(folder, recursive: true);
    }

    private static string Openssl(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(error.GetAwaiter().GetResult());
    }

    private void KnowKeys()
    {
        var shop = MailPeer.KeyPair("shop");
        Host.Credentials["shop"] = shop;
        Host.Credentials["shop-cert"] = new CertificateCredential("shop-cert", shop.Certificate);
        Host.Credentials["orders"] = MailPeer.KeyPair("orders");
    }

    private async Task SendMailAsync(string smime)
    {
        var record = await SendAsync($"to: {Peer.Address}{(smime.Length == 0 ? "" : $", smime: {{ {smime} }}")}", Payload.FromText(Text));
        Assert.True(record.Status == MessageStatus.Completed, record.Fault?.ToString());
    }

    private Task ReadAsync(string smime)
    {
        Host.Sink.Before = (exchange, _) =>
        {
            _properties = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["ENCRYPTED"] = exchange.Properties["SAP_MAIL_ENCRYPTION_DETAILS_ENCRYPTED"],
                ["DECRYPTION_OK"] = exchange.Properties["SAP_MAIL_ENCRYPTION_DETAILS_DECRYPTION_OK"],
                ["DECRYPTION_ALIAS"] = exchange.Properties["SAP_MAIL_ENCRYPTION_DETAILS_DECRYPTION_ALIAS"],
                ["VERIFICATION_OK"] = exchange.Properties["SAP_MAIL_SIGNATURE_OVERALL_VERIFICATION_OK"],
            };
            return Task.CompletedTask;
        };
        return ImapAsync($"smime: {{ {smime} }}");
    }
}
