using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Steps.Pkcs7Encrypt;

/// <summary>Encrypts while reading, with signers in two passes; the old body is intact until the message is complete.</summary>
public sealed class Pkcs7EncryptStep(Pkcs7EncryptOptions options, IStepContext context) : IStep
{
    private readonly CmsEncryptor _encryptor = new(options.Cipher, options.KeyEncryption, options.Base64);
    private readonly CmsSigner _signer = new(new CmsSigning { Digest = options.Digest, Padding = options.Padding });

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var recipients = await RecipientsAsync(keys, exchange, cancel);
        await using var message = new PayloadWriter(context.Spool);
        await using (var signed = options.Signers.Count > 0 ? await SignAsync(keys, exchange, cancel) : exchange.Body.Share())
        {
            await using var content = signed.OpenRead();
            await _encryptor.EncryptAsync(content, message, recipients, cancel);
        }

        await exchange.ReplaceBodyAsync(message.ToPayload());
        exchange.Headers.Set("Content-Type", "application/pkcs7-mime; smime-type=" + (options.Cipher <= CmsCipher.Aes256Gcm ? "authEnveloped-data" : "enveloped-data"));
        return Outcome.Next;
    }

    private async ValueTask<IReadOnlyList<KnownCertificate>> RecipientsAsync(CertificateKeys keys, Exchange exchange, CancellationToken cancel)
    {
        var recipients = new List<KnownCertificate>();
        foreach (var alias in options.Recipients)
        {
            recipients.Add(await keys.ValidCertificateAsync(ExpressionValue.ToText(alias.Evaluate(exchange)), cancel));
        }

        return recipients;
    }

    private async Task<Payload> SignAsync(CertificateKeys keys, Exchange exchange, CancellationToken cancel)
    {
        var signers = await keys.PairsAsync(options.Signers, cancel);
        await using var signed = new PayloadWriter(context.Spool);
        await using var content = exchange.Body.OpenRead();
        await _signer.SignAsync(content, signed, signers, exchange.Time.GetUtcNow(), cancel);
        return signed.ToPayload();
    }
}
