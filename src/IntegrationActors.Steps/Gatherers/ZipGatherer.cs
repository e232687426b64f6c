using System.IO.Compression;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Gatherers;

internal sealed class ZipGatherer : IGatherer
{
    private readonly PayloadWriter _output;
    private readonly ZipArchive _zip;
    private readonly FileNames _names;

    public ZipGatherer(PayloadSpool spool, Expression? fileName)
    {
        _output = new PayloadWriter(spool);
        _zip = new ZipArchive(_output, ZipArchiveMode.Create, leaveOpen: true);
        _names = new FileNames(fileName);
    }

    public async ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (part.Body.IsEmpty)
        {
            return;
        }

        var entry = _zip.CreateEntry(await _names.NextAsync(part, cancel));
        entry.LastWriteTime = part.Time.GetUtcNow();
        await using var content = await entry.OpenAsync(cancel);
        await part.Body.CopyToAsync(content, cancel);
    }

    public async ValueTask FinishAsync(Exchange whole, CancellationToken cancel)
    {
        await _zip.DisposeAsync();
        await whole.ReplaceBodyAsync(_output.ToPayload());
        whole.Headers.Set("Content-Type", "application/zip");
    }

    public async ValueTask DisposeAsync()
    {
        await _zip.DisposeAsync();
        await _output.DisposeAsync();
    }
}
