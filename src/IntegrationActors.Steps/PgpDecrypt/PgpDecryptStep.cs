using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Content;
using IntegrationActors.Security.Pgp;

namespace IntegrationActors.Steps.PgpDecrypt;

/// <summary>Decrypts while reading into a body that takes the place of the message only when everything was verified.</summary>
public sealed class PgpDecryptStep(PgpDecryptOptions options, IStepContext context) : IStep
{
    private readonly PgpDecryption _settings = new()
    {
        Signatures = options.Signatures ?? (options.Signers.Count > 0 ? SignatureExpectation.Required : SignatureExpectation.Optional),
        AllowWithoutIntegrity = options.AllowWithoutIntegrity,
        AllowWeak = options.AllowWeak,
        Limits = new ContentLimits(options.MaxSize.Bytes, options.MaxRatio),
    };

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new PgpKeySet(await context.Credentials.ListAsync<PgpKeyCredential>(cancel), exchange.Time.GetUtcNow(), options.AllowExpired);
        var settings = _settings with { Signers = [.. options.Signers.Select(signer => ExpressionValue.ToText(signer.Evaluate(exchange)))] };
        await using var content = new PayloadWriter(context.Spool);
        await using (var message = exchange.Body.OpenRead())
        {
            new PgpDecryptor(settings).Decrypt(message, content, keys, cancel);
        }

        await exchange.ReplaceBodyAsync(content.ToPayload());
        exchange.Headers.Remove("Content-Type");
        return Outcome.Next;
    }
}
