using System.IO.Compression;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Gatherers;

internal sealed class ZipArchiveWriter(Stream output) : IArchiveWriter
{
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);

    public string ContentType => "application/zip";

    public async ValueTask AddAsync(string name, Exchange part, CancellationToken cancel)
    {
        var entry = _zip.CreateEntry(name);
        entry.LastWriteTime = part.Time.GetUtcNow();
        await using var content = await entry.OpenAsync(cancel);
        await part.Body.CopyToAsync(content, cancel);
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
