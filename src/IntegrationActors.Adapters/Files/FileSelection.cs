using System.Text.RegularExpressions;

namespace IntegrationActors.Adapters.Files;

/// <summary>What a look at the folder gave: the files to take, in order, and how many were passed over.</summary>
/// <param name="Files">Files to take.</param>
/// <param name="TooLarge">Files over the limit.</param>
/// <param name="Incomplete">Files that are not complete yet.</param>
/// <param name="Orphans">Files that bear the name of a read lock, whose holder may have died.</param>
public sealed record FoundFiles(IReadOnlyList<FileEntry> Files, int TooLarge, int Incomplete, IReadOnlyList<FileEntry> Orphans);

/// <summary>Which files a channel takes: (1) all files of the folder; (2) those that fit by name, size and done file; (3) in order.</summary>
public sealed class FileSelection(IFileTakingOptions options, string folder, string pattern)
{
    private const int DeepestFolder = 32;
    private const int MostFiles = 100_000;

    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(5);

    private readonly Regex _name = new(options.Regex ? $"^(?:{pattern})$" : PatternOf(pattern), RegexOptions.CultureInvariant, PatternLimit);

    /// <summary>Where it looks, as the channel has it.</summary>
    public string Folder => folder;

    /// <summary>Names that fit, as the channel has them.</summary>
    public string Pattern => pattern;

    /// <summary>Why a text is no regular expression; null when it is one.</summary>
    public static string? ProblemOf(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, PatternLimit);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    public async ValueTask<FoundFiles> FindAsync(IFileAccess connection, CancellationToken cancel)
    {
        var all = new List<FileEntry>();
        await ListAsync(connection, connection.Resolve(folder), DeepestFolder, all, cancel); // 1
        var orphans = all.Where(file => file.Name.StartsWith('.')).ToArray();
        all.RemoveAll(orphans.Contains);
        var paths = all.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var named = all.Where(Fits).ToArray();                                                          // 2
        var complete = options.ReadLock == ReadLockStrategy.DoneFile ? [.. named.Where(file => paths.Contains(DoneFileOf(file)))] : named;
        var fitting = complete.Where(file => !(file.Size > options.MaxFileSize?.Bytes)).ToArray();
        return new FoundFiles([.. Ordered(fitting)], complete.Length - fitting.Length, named.Length - complete.Length, orphans); // 3
    }

    /// <summary>The file that says that a file is complete.</summary>
    public string DoneFileOf(FileEntry file) => $"{file.Folder.TrimEnd('/')}/{options.DoneFile.Replace("*", file.Name, StringComparison.Ordinal)}";

    private async ValueTask ListAsync(IFileAccess connection, string place, int depth, List<FileEntry> all, CancellationToken cancel)
    {
        foreach (var file in await connection.ListAsync(place, cancel))
        {
            if (all.Count == MostFiles || (file.Name.StartsWith('.') && !IsOrphan(file)))
            {
                continue;
            }

            if (file.IsRegular)
            {
                all.Add(file);
            }
            else if (file.IsFolder && options.Subdirectories && depth > 0)
            {
                await ListAsync(connection, file.Path, depth - 1, all, cancel);
            }
        }
    }

    private bool IsOrphan(FileEntry file) => options.ReadLock == ReadLockStrategy.Rename && file.IsRegular && file.Name.EndsWith(ReadLock.Suffix, StringComparison.Ordinal);

    private bool Fits(FileEntry file)
    {
        if ((options.EmptyFiles == EmptyFiles.Skip && file.Size == 0) || (options.ReadLock == ReadLockStrategy.DoneFile && IsDoneFile(file.Name)))
        {
            return false;
        }

        try
        {
            return _name.IsMatch(file.Name);
        }
        catch (RegexMatchTimeoutException)
        {
            throw FileFaults.Slow(pattern);
        }
    }

    private bool IsDoneFile(string name)
    {
        var star = options.DoneFile.IndexOf('*', StringComparison.Ordinal);
        return name.Length >= options.DoneFile.Length && name.StartsWith(options.DoneFile[..star], StringComparison.Ordinal) && name.EndsWith(options.DoneFile[(star + 1)..], StringComparison.Ordinal);
    }

    private IEnumerable<FileEntry> Ordered(FileEntry[] files)
    {
        var ordered = options.SortBy switch
        {
            FileOrder.Name => files.OrderBy(file => file.Path, StringComparer.Ordinal),
            FileOrder.Size => files.OrderBy(file => file.Size).ThenBy(file => file.Path, StringComparer.Ordinal),
            FileOrder.Timestamp => files.OrderBy(file => file.Modified).ThenBy(file => file.Path, StringComparer.Ordinal),
            _ => files.AsEnumerable(),
        };
        return options.Descending ? ordered.Reverse() : ordered;
    }

    private static string PatternOf(string glob) => glob.Length == 0
        ? ".*"
        : $"^{Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$";
}
