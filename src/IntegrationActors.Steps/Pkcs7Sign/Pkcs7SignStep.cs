using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Steps.Pkcs7Sign;

/// <summary>Signs while reading; the old body is intact until the message is complete.</summary>
public sealed class Pkcs7SignStep(Pkcs7SignOptions options, IStepContext context) : IStep
{
    private readonly CmsSigner _signer = new(new CmsSigning
    {
        Digest = options.Digest,
        Padding = options.Padding,
        Detached = options.Detached,
        Base64 = options.Base64 || options.Detached,
        Certificates = options.Certificates,
        SigningTime = options.SigningTime,
    });

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var now = exchange.Time.GetUtcNow();
        var signers = await new CertificateKeys(context.Credentials, now, options.AllowExpired, options.AllowWeak).PairsAsync(options.Signers, cancel);
        await using var message = new PayloadWriter(context.Spool);
        await using (var content = exchange.Body.OpenRead())
        {
            await _signer.SignAsync(content, message, signers, now, cancel);
        }

        var signed = message.ToPayload(Encoding.ASCII);
        if (options.Detached)
        {
            exchange.Headers.Set(options.SignatureHeader, await signed.ReadTextAsync(cancel));
            await signed.DisposeAsync();
            return Outcome.Next;
        }

        await exchange.ReplaceBodyAsync(signed);
        exchange.Headers.Set("Content-Type", "application/pkcs7-mime; smime-type=signed-data");
        return Outcome.Next;
    }
}
