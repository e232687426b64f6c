using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Mime;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Mime;

/// <summary>Collects the parts of a document until all of them are there.</summary>
internal sealed class DecodedParts(PayloadSpool spool) : IAsyncDisposable
{
    private readonly List<(MimePartInfo Info, PayloadWriter Content)> _parts = [];

    public Stream Begin(MimePartInfo info)
    {
        var content = new PayloadWriter(spool);
        _parts.Add((info, content));
        return content;
    }

    /// <summary>The first part becomes the body, all others attachments.</summary>
    public async ValueTask GiveToAsync(Exchange exchange)
    {
        for (var i = 1; i < _parts.Count; i++)
        {
            var (info, content) = _parts[i];
            var name = AttachmentNames.Free(info.Name ?? string.Create(CultureInfo.InvariantCulture, $"part-{i + 1}"), exchange.Message);
            exchange.Message.Attachments.Add(new Attachment(name, info.ContentType, content.ToPayload(info.Encoding)));
        }

        await exchange.ReplaceBodyAsync(_parts[0].Content.ToPayload(_parts[0].Info.Encoding));
        exchange.Headers.Set("Content-Type", _parts[0].Info.ContentType);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, content) in _parts)
        {
            await content.DisposeAsync();
        }
    }
}
