using System.IO.Enumeration;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Options;
using IntegrationActors.Steps.Forks;

namespace IntegrationActors.Steps.Splitting;

/// <summary>Keeps one archive within its limits while its files are unpacked.</summary>
internal sealed class ArchiveLimits(ArchiveSplitOptions options)
{
    private const long AnyRatio = 10 * 1024 * 1024;

    private long _left = options.MaxSize.Bytes;

    /// <summary>Whether a file is one of those that are split off; its name is checked in any case.</summary>
    public bool Takes(string name)
    {
        if (!ArchiveNames.IsSafe(name))
        {
            throw ArchiveFaults.UnsafeName(name);
        }

        var compared = options.Files.Contains('/', StringComparison.Ordinal) ? name : name[(name.LastIndexOf('/') + 1)..];
        return FileSystemName.MatchesSimpleExpression(options.Files, compared, ignoreCase: true);
    }

    /// <summary>Copies a file, and counts what it really has, whatever it claims.</summary>
    /// <param name="source">Its content.</param>
    /// <param name="target">Gets it.</param>
    /// <param name="entry">Its name, and its length as it is packed.</param>
    /// <param name="cancel">Ends the copy.</param>
    public async ValueTask CopyAsync(Stream source, PayloadWriter target, (string Name, long Packed) entry, CancellationToken cancel)
    {
        while (await source.ReadAsync(target.GetMemory(1), cancel) is var read and > 0)
        {
            target.Advance(read);
            _left -= read;
            if (_left < 0)
            {
                throw ArchiveFaults.TooLarge(options.MaxSize);
            }

            if (target.Length > AnyRatio && target.Length / long.Max(1, entry.Packed) >= options.MaxRatio)
            {
                throw ArchiveFaults.TooDense(entry.Name, options.MaxRatio);
            }
        }
    }
}
