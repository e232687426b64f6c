using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Keys;
using IntegrationActors.Steps.Pkcs7Verify;

namespace IntegrationActors.Steps.Pkcs7Decrypt;

/// <summary>Decrypts into a body of its own, verifies that, and only then lets it take the place of the message.</summary>
public sealed class Pkcs7DecryptStep(Pkcs7DecryptOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var decryptor = new CmsDecryptor(await PairsAsync(keys, cancel), options.AllowWithoutIntegrity || options.Expectation == SignatureExpectation.Required, options.AllowWeak);
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
        var verifier = new CmsVerifier(keys, await Pkcs7VerifyStep.CertificatesAsync(keys, options.Signers, cancel));
        await using var content = new PayloadWriter(context.Spool);
        await using var signed = message.OpenRead();
        verifier.VerifyDecrypted(signed, content, cancel);
        return content.ToPayload();
    }

    private async ValueTask<IReadOnlyList<KeyPairCredential>> PairsAsync(CertificateKeys keys, CancellationToken cancel)
    {
        if (options.Keys.Count == 0)
        {
            return await keys.PairsAsync(cancel);
        }

        var pairs = new List<KeyPairCredential>();
        foreach (var alias in options.Keys)
        {
            pairs.Add(await keys.KnownPairAsync(alias.Name, cancel));
        }

        return pairs;
    }
}
