using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Security.Keys;

namespace IntegrationActors.Steps.SimpleSign;

/// <summary>Hashes the body while reading it, and signs the hash.</summary>
public sealed class SimpleSignStep(SimpleSignOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new CertificateKeys(context.Credentials, exchange.Time.GetUtcNow(), options.AllowExpired, options.AllowWeak);
        var pair = await keys.PairAsync(options.Signer.Name, cancel);
        await using var content = exchange.Body.OpenRead();
        var signature = await RawSigner.SignAsync(content, pair, (options.Digest, options.Padding), cancel);
        exchange.Headers.Set(options.SignatureHeader, Convert.ToBase64String(signature));
        return Outcome.Next;
    }
}
