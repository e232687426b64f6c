using System.Formats.Tar;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Gatherers;

internal sealed class TarArchiveWriter(Stream output) : IArchiveWriter
{
    private readonly TarWriter _tar = new(output, TarEntryFormat.Pax, leaveOpen: true);

    public string ContentType => "application/x-tar";

    public async ValueTask AddAsync(string name, Exchange part, CancellationToken cancel)
    {
        await using var content = part.Body.OpenRead();
        await _tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = part.Time.GetUtcNow() }, cancel);
    }

    public ValueTask DisposeAsync() => _tar.DisposeAsync();
}
