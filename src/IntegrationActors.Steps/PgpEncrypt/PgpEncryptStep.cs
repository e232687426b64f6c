using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores;
using IntegrationActors.Security.Pgp;

namespace IntegrationActors.Steps.PgpEncrypt;

/// <summary>Encrypts while reading; the old body is intact until the message is complete.</summary>
public sealed class PgpEncryptStep(PgpEncryptOptions options, IStepContext context) : IStep
{
    private readonly PgpEncryption _settings = new()
    {
        Cipher = options.Cipher,
        Compression = options.Compression,
        Armor = options.Armor,
        IntegrityPacket = options.IntegrityPacket,
        Digest = options.Digest,
        AllowWeak = options.AllowWeak,
    };

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        var keys = new PgpKeySet(await context.Credentials.ListAsync<PgpKeyCredential>(cancel), exchange.Time.GetUtcNow(), options.AllowExpired);
        var parties = new PgpParties(keys, Texts(options.Recipients, exchange), Texts(options.Signers, exchange));
        var fileName = options.FileName is { } name ? ExpressionValue.ToText(name.Evaluate(exchange)) : "";
        await using var message = new PayloadWriter(context.Spool);
        await using (var content = exchange.Body.OpenRead())
        {
            await new PgpEncryptor(_settings with { FileName = fileName }).EncryptAsync(content, message, parties, cancel);
        }

        await exchange.ReplaceBodyAsync(message.ToPayload());
        exchange.Headers.Set("Content-Type", "application/pgp-encrypted");
        return Outcome.Next;
    }

    private static string[] Texts(IReadOnlyList<Expression> expressions, Exchange exchange) => [.. expressions.Select(one => ExpressionValue.ToText(one.Evaluate(exchange)))];
}
