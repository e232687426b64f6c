using System.IO.Enumeration;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Formats.Archives;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Splits an archive into its files, one after the other.</summary>
internal sealed class ArchiveSplitPlan(ArchiveSplitOptions options, PayloadSpool spool, Func<Stream, UnpackLimits, CancellationToken, IArchiveFiles> open) : ISplitPlan
{
    private readonly UnpackLimits _limits = new() { MaxEntries = options.MaxEntries, MaxSize = options.MaxSize.Bytes, MaxRatio = options.MaxRatio };

    public ValueTask<ISplitSource> OpenAsync(Exchange exchange, CancellationToken cancel)
    {
        var stream = exchange.Body.OpenRead();
        try
        {
            return new(new Source(this, stream, open(stream, _limits, cancel)));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private bool Takes(string name)
    {
        var compared = options.Files.Contains('/', StringComparison.Ordinal) ? name : name[(name.LastIndexOf('/') + 1)..];
        return FileSystemName.MatchesSimpleExpression(options.Files, compared, ignoreCase: true);
    }

    private async ValueTask<SplitPart> TakeAsync(IArchiveFiles files, CancellationToken cancel)
    {
        await using var writer = new PayloadWriter(spool, (int)long.Clamp(files.Length, 0, spool.MemoryLimit));
        files.CopyTo(writer, cancel);
        return new SplitPart(writer.ToPayload(), files.Name);
    }

    private sealed class Source(ArchiveSplitPlan plan, Stream archive, IArchiveFiles files) : ISplitSource
    {
        public int? Count => files.Names?.Count(plan.Takes);

        public async ValueTask<SplitPart?> NextAsync(CancellationToken cancel)
        {
            while (files.MoveNext())
            {
                if (plan.Takes(files.Name))
                {
                    return await plan.TakeAsync(files, cancel);
                }
            }

            return null;
        }

        public ValueTask DisposeAsync()
        {
            files.Dispose();
            return archive.DisposeAsync();
        }
    }
}
