using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Mime;
using IntegrationActors.Steps.Bodies;
using IntegrationActors.Steps.Mime;

namespace IntegrationActors.Steps.MimeDecode;

/// <summary>Takes the document apart; the message gets the parts when all of them are there.</summary>
public sealed class MimeDecodeStep(MimeDecodeOptions options, IStepContext context) : IStep
{
    private readonly HeaderPatterns _headers = new(options.IncludeHeaders);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var type = exchange.Headers["Content-Type"];
        if (!options.InlineHeaders && type?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) != true)
        {
            return Outcome.Next;
        }

        await exchange.Body.BufferAsync(cancel);
        await using var parts = new DecodedParts(context.Spool);
        IReadOnlyList<KeyValuePair<string, string>> headers;
        await using (var document = options.InlineHeaders ? exchange.Body.Share() : await WithHeaderAsync(type!, exchange.Body, cancel))
        await using (var stream = document.OpenRead())
        {
            headers = MimeUnpacker.Unpack(stream, options.MaxParts, parts.Begin, cancel);
        }

        await parts.GiveToAsync(exchange);
        foreach (var (name, value) in headers.Where(header => _headers.Fit(header.Key)))
        {
            exchange.Headers.Set(name, value.ReplaceLineEndings(""));
        }

        return Outcome.Next;
    }

    private async ValueTask<Payload> WithHeaderAsync(string type, Payload body, CancellationToken cancel)
    {
        await using var document = new PayloadWriter(context.Spool);
        document.Write(System.Text.Encoding.UTF8.GetBytes($"Content-Type: {type.ReplaceLineEndings(" ")}\r\n\r\n"));
        await body.CopyToAsync((Stream)document, cancel);
        return document.ToPayload();
    }
}
