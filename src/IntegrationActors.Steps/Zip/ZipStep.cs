using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Archives;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Zip;

/// <summary>Writes the archive as a stream; the body is replaced when it is complete.</summary>
public sealed class ZipStep(ZipOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var entries = await PackedMessage.EntriesAsync(exchange, options.Entry, options.Attachments, cancel);
        await using var archive = new PayloadWriter(context.Spool);
        ZipPacker.Pack(entries, archive, PackingLevels.Of(options.Level), exchange.Time.GetUtcNow(), cancel);
        await exchange.ReplaceBodyAsync(archive.ToPayload());
        exchange.Headers.Set("Content-Type", "application/zip");
        if (options.Attachments)
        {
            await PackedMessage.DropAttachmentsAsync(exchange.Message);
        }

        return Outcome.Next;
    }
}
