using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Keys;
using IntegrationActors.Security.XmlSignatures;

namespace IntegrationActors.Steps.XmlVerify;

/// <summary>Lets go on what was signed, once the signature is known to be valid.</summary>
public sealed class XmlVerifyStep(XmlVerifyOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var verifier = new XmlVerifier(keys, await keys.CertificatesAsync(options.Signers, cancel));
        await using var content = new PayloadWriter(context.Spool);
        await using (var body = exchange.Body.OpenRead())
        {
            var id = options.ElementId is { } element ? ExpressionValue.ToText(element.Evaluate(exchange)) : null;
            verifier.Verify(body, (options.IdAttribute, id), content);
        }

        await exchange.ReplaceBodyAsync(content.ToPayload());
        exchange.Headers.Set("Content-Type", "application/xml");
        return Outcome.Next;
    }
}
