using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Cms;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Steps.Pkcs7Verify;

/// <summary>Verifies while reading; nothing is released before its signature is known to be valid.</summary>
public sealed class Pkcs7VerifyStep(Pkcs7VerifyOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var verifier = new CmsVerifier(keys, await keys.CertificatesAsync(options.Signers, cancel));
        await using var content = new PayloadWriter(context.Spool);
        await using var body = exchange.Body.OpenRead();
        if (Detached(exchange) is { } signature)
        {
            verifier.Verify(signature, body, content, cancel);
            exchange.Headers.Remove(options.SignatureHeader);
            exchange.Properties.Remove(options.SignatureHeader);
            return Outcome.Next;
        }

        verifier.Verify(body, apart: null, content, cancel);
        await exchange.ReplaceBodyAsync(content.ToPayload());
        exchange.Headers.Remove("Content-Type");
        return Outcome.Next;
    }

    private MemoryStream? Detached(Exchange exchange)
    {
        var text = exchange.Headers[options.SignatureHeader] ?? ExpressionValue.ToText(exchange.Properties[options.SignatureHeader]);
        return text.Length == 0 ? null : new MemoryStream(Encoding.UTF8.GetBytes(text));
    }
}
