using System.Formats.Tar;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Splits a tar into its files, one after the other.</summary>
internal sealed class TarSplitPlan(ArchiveSplitOptions options, PayloadSpool spool) : ISplitPlan
{
    public ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var stream = exchange.Body.OpenRead();
        try
        {
            TarHeaders.Check(stream, options.MaxEntries);
            stream.Position = 0;
            return new(new Source(new TarReader(stream), options, spool));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private sealed class Source(TarReader tar, ArchiveSplitOptions options, PayloadSpool spool) : ISplitSource
    {
        private readonly ArchiveLimits _limits = new(options);

        public int? Count => null;

        public async ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            try
            {
                while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
                {
                    if (IsFile(entry) && _limits.Takes(Name(entry)))
                    {
                        return await TakeAsync(entry, cancel);
                    }
                }

                return null;
            }
            catch (Exception e) when (e is InvalidDataException or IOException or FormatException)
            {
                throw ArchiveFaults.Broken("tar", e);
            }
        }

        public ValueTask DisposeAsync() => tar.DisposeAsync();

        // tar itself writes files as ./name.
        private static string Name(TarEntry entry) => entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

        private static bool IsFile(TarEntry entry) => entry.EntryType switch
        {
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => true,
            TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes => false,
            _ => throw ArchiveFaults.CantRead(entry.Name, $"it is no file but {entry.EntryType}"),
        };

        private async ValueTask<SplitPart?> TakeAsync(TarEntry entry, CancellationToken cancel)
        {
            await using var writer = new PayloadWriter(spool, (int)long.Min(entry.Length, spool.MemoryLimit));
            if (entry.DataStream is { } content)
            {
                await _limits.CopyAsync(content, writer, (entry.Name, entry.Length), cancel);
            }

            return new SplitPart(writer.ToPayload(), Name(entry));
        }
    }
}
