using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Steps.Pkcs7Decrypt;

/// <summary>Decrypts into a body of its own, verifies that, and only then lets it take the place of the message.</summary>
public sealed class Pkcs7DecryptStep(Pkcs7DecryptOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var decryptor = new CmsDecryptor(await keys.KnownPairsAsync(options.Keys, cancel), options.AllowWithoutIntegrity || options.Expectation == SignatureExpectation.Required, options.AllowWeak);
        await using var clear = new PayloadWriter(context.Spool);
        await using (var message = exchange.Body.OpenRead())
        {
            decryptor.Decrypt(message, clear, cancel);
        }

        var content = clear.ToPayload();
        if (options.Expectation != SignatureExpectation.None)
        {
            content = await VerifyAsync(content, keys, cancel);
        }

        await exchange.ReplaceBodyAsync(content);
        exchange.Headers.Remove("Content-Type");
        return Outcome.Next;
    }

    private async Task<Payload> VerifyAsync(Payload message, CertificateKeys keys, CancellationToken cancel)
    {
        if (options.Expectation == SignatureExpectation.Optional && !CmsVerifier.IsSigned(message))
        {
            return message;
        }

        await using var _ = message;
        var verifier = new CmsVerifier(keys, await keys.CertificatesAsync(options.Signers, cancel));
        await using var content = new PayloadWriter(context.Spool);
        await using var signed = message.OpenRead();
        verifier.VerifyDecrypted(signed, content, cancel);
        return content.ToPayload();
    }
}
