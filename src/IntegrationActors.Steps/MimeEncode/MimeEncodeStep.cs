using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Mime;
using IntegrationActors.Steps.Archives;
using IntegrationActors.Steps.Bodies;

namespace IntegrationActors.Steps.MimeEncode;

/// <summary>Writes the document as a stream; body and attachments are replaced when it is complete.</summary>
public sealed class MimeEncodeStep(MimeEncodeOptions options, IStepContext context) : IStep
{
    private const string DefaultType = "application/octet-stream";

    private const string InlineType = "message/rfc822";

    private readonly HeaderPatterns _headers = new(options.IncludeHeaders);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        if (!options.InlineHeaders && !exchange.Message.HasAttachments)
        {
            return Outcome.Next;
        }

        await exchange.Body.BufferAsync(cancel);
        var parts = new List<MimePartSource> { new(null, exchange.Headers["Content-Type"] ?? DefaultType, exchange.Body.OpenRead) };
        foreach (var attachment in exchange.Message.HasAttachments ? exchange.Message.Attachments : [])
        {
            await attachment.Content.BufferAsync(cancel);
            parts.Add(new MimePartSource(attachment.Name, attachment.ContentType, attachment.Content.OpenRead));
        }

        await using var output = new PayloadWriter(context.Spool);
        var type = MimePacker.Pack(new MimeDocument(parts, options.InlineHeaders ? Included(exchange.Headers) : null), options.Subtype, options.TransferEncoding, output, cancel);
        await exchange.ReplaceBodyAsync(output.ToPayload());
        await PackedMessage.DropAttachmentsAsync(exchange.Message);
        exchange.Headers.Set("Content-Type", options.InlineHeaders ? InlineType : type);
        return Outcome.Next;
    }

    private List<KeyValuePair<string, string>> Included(HeaderMap headers) =>
        [.. headers.Where(header => _headers.Fit(header.Key) && !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))];
}
