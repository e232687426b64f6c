using System.IO.Compression;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Splits a zip into its files, one after the other.</summary>
internal sealed class ZipSplitPlan(ArchiveSplitOptions options, PayloadSpool spool) : ISplitPlan
{
    public ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var stream = exchange.Body.OpenRead();
        try
        {
            if (ZipEntryCount.Of(stream, options.MaxEntries) > options.MaxEntries)
            {
                throw ArchiveFaults.TooManyEntries(options.MaxEntries);
            }

            stream.Position = 0;
            return new(new Source(new ZipArchive(stream, ZipArchiveMode.Read), options, spool));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            stream.Dispose();
            throw ArchiveFaults.Broken("zip", e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private sealed class Source : ISplitSource
    {
        private readonly ZipArchive _zip;
        private readonly PayloadSpool _spool;
        private readonly ArchiveLimits _limits;
        private readonly IReadOnlyList<ZipArchiveEntry> _files;
        private int _next;

        public Source(ZipArchive zip, ArchiveSplitOptions options, PayloadSpool spool)
        {
            _zip = zip;
            _spool = spool;
            _limits = new ArchiveLimits(options);
            _files = [.. zip.Entries.Where(entry => !entry.FullName.EndsWith('/') && _limits.Takes(entry.FullName))];
        }

        public int? Count => _files.Count;

        public async ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            if (_next == _files.Count)
            {
                return null;
            }

            var file = _files[_next++];
            if (file.IsEncrypted)
            {
                throw ArchiveFaults.CantRead(file.FullName, "it is encrypted");
            }

            try
            {
                await using var writer = new PayloadWriter(_spool, (int)long.Min(file.Length, _spool.MemoryLimit));
                await using var content = await file.OpenAsync(cancel);
                await _limits.CopyAsync(content, writer, (file.FullName, file.CompressedLength), cancel);
                return writer.Length == file.Length
                    ? new SplitPart(writer.ToPayload(), file.FullName)
                    : throw ArchiveFaults.CantRead(file.FullName, "it is not as long as the archive says");
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                throw ArchiveFaults.Broken("zip", e);
            }
        }

        public ValueTask DisposeAsync() => _zip.DisposeAsync();
    }
}
