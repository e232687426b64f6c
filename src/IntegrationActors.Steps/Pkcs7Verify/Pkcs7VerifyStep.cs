using System.Text;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
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
        var verifier = new CmsVerifier(keys, await CertificatesAsync(keys, options.Signers, cancel));
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

    internal static async ValueTask<IReadOnlyList<KnownCertificate>> CertificatesAsync(CertificateKeys keys, IReadOnlyList<CredentialReference> aliases, CancellationToken cancel)
    {
        var certificates = new List<KnownCertificate>();
        foreach (var alias in aliases)
        {
            certificates.Add(await keys.CertificateAsync(alias.Name, cancel));
        }

        return certificates;
    }

    private MemoryStream? Detached(Exchange exchange)
    {
        var text = exchange.Headers[options.SignatureHeader] ?? ExpressionValue.ToText(exchange.Properties[options.SignatureHeader]);
        return text.Length == 0 ? null : new MemoryStream(Encoding.UTF8.GetBytes(text));
    }
}
