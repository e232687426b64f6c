using System.Formats.Tar;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Expressions;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Gatherers;

internal sealed class TarGatherer : IGatherer
{
    private readonly PayloadWriter _output;
    private readonly TarWriter _tar;
    private readonly FileNames _names;

    public TarGatherer(PayloadSpool spool, Expression? fileName)
    {
        _output = new PayloadWriter(spool);
        _tar = new TarWriter(_output, TarEntryFormat.Pax, leaveOpen: true);
        _names = new FileNames(fileName);
    }

    public async ValueTask AddAsync(Exchange part, CancellationToken cancel)
    {
        if (part.Body.IsEmpty)
        {
            return;
        }

        await part.Body.BufferAsync(cancel);
        await using var content = part.Body.OpenRead();
        var entry = new PaxTarEntry(TarEntryType.RegularFile, await _names.NextAsync(part, cancel)) { DataStream = content, ModificationTime = part.Time.GetUtcNow() };
        await _tar.WriteEntryAsync(entry, cancel);
    }

    public async ValueTask FinishAsync(Exchange whole, CancellationToken cancel)
    {
        await _tar.DisposeAsync();
        await whole.ReplaceBodyAsync(_output.ToPayload());
        whole.Headers.Set("Content-Type", "application/x-tar");
    }

    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync();
        await _output.DisposeAsync();
    }
}
