using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Formats.Archives;
using IntegrationActors.Steps.Archives;

namespace IntegrationActors.Steps.Unzip;

/// <summary>Takes files out of the archive; the message gets them when all of them are there.</summary>
public sealed class UnzipStep(UnzipOptions options, IStepContext context) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.Body.BufferAsync(cancel);
        await using var files = new UnpackedFiles(options, context.Spool);
        await using (var archive = exchange.Body.OpenRead())
        using (var packed = new ZipFiles(archive, options.Limits, cancel))
        {
            ArchiveUnpacker.Unpack(packed, files, cancel);
        }

        return await files.GiveToAsync(exchange);
    }
}
