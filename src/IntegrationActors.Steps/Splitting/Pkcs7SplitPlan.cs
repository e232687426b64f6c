using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;
using IntegrationActors.Security.Cms;
using IntegrationActors.Steps.Forks;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Splits signed data into its content and the signature of it, both with names.</summary>
/// <param name="options">Names and forms.</param>
/// <param name="spool">Where a large content goes.</param>
internal sealed class Pkcs7SplitPlan(Pkcs7SplitOptions options, PayloadSpool spool) : ISplitPlan
{
    private const string UsualName = "payload";
    private const string SignatureEnding = ".sig";

    public async ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var name = await NameAsync(options.PayloadName, exchange, exchange.Headers[SplitProperties.FileName] ?? UsualName, cancel);
        var signatureName = await NameAsync(options.SignatureName, exchange, name + SignatureEnding, cancel);
        await using var target = new PayloadWriter(spool);
        var signature = Split(exchange.Body, target, cancel);
        var content = new SplitPart(target.ToPayload(), name);
        var apart = new SplitPart(Payload.FromBytes(options.Base64Signature ? System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(signature)) : signature), signatureName);
        return new Source(options.SignatureFirst ? [apart, content] : [content, apart]);
    }

    private static async ValueTask<string> NameAsync(Expression? name, Exchange exchange, string otherwise, CancellationToken cancel) =>
        name is not null && await name.EvaluateTextAsync(exchange, cancel) is { Length: > 0 } given ? given : otherwise;

    private byte[] Split(Payload body, Stream target, CancellationToken cancel)
    {
        using var message = body.OpenRead();
        if (!options.Base64Payload)
        {
            return CmsSplitter.Split(message, target, cancel);
        }

        using var base64 = new CryptoStream(target, new ToBase64Transform(), CryptoStreamMode.Write, leaveOpen: true);
        return CmsSplitter.Split(message, base64, cancel);
    }

    private sealed class Source(SplitPart[] parts) : ISplitSource
    {
        private int _next;

        public int? Count => parts.Length;

        public ValueTask<SplitPart?> NextAsync(CancellationToken cancel) => new(_next < parts.Length ? parts[_next++] : null);

        public async ValueTask DisposeAsync()
        {
            foreach (var left in parts[_next..])
            {
                await left.Body.DisposeAsync();
            }
        }
    }
}
