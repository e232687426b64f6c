using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Keys;
using IntegrationActors.Security.XmlSignatures;

namespace IntegrationActors.Steps.XmlSign;

/// <summary>Signs the body as a tree; the old body is intact until the signed document is complete.</summary>
public sealed class XmlSignStep(XmlSignOptions options, IStepContext context) : IStep
{
    private readonly XmlSigner _signer = new(new XmlSigning
    {
        Form = options.Form,
        Parent = options.Parent,
        Digest = options.Digest,
        Canonicalization = options.Canonicalization,
        KeyInfo = options.KeyInfo,
    });

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var pair = await keys.PairAsync(options.Signer.Name, cancel);
        var id = options.ElementId is { } element ? ExpressionValue.ToText(element.Evaluate(exchange)) : "";
        await using var signed = new PayloadWriter(context.Spool);
        await using (var body = exchange.Body.OpenRead())
        {
            _signer.Sign(body, id, pair, signed);
        }

        await exchange.ReplaceBodyAsync(signed.ToPayload());
        exchange.Headers.Set("Content-Type", "application/xml");
        return Outcome.Next;
    }
}
