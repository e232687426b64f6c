using System.Text.RegularExpressions;

namespace IntegrationActors.Adapters.Files;

/// <summary>
/// Which files a channel takes: (1) files of the folder, one after the other as they are listed; (2) those that fit by name, size and done file; (3) the first of them in order. Of the others nothing is kept,
/// however many there are, and the list is read no further than needed; only with done files all that fit are held until its end, 100,000 at most.
/// </summary>
public sealed class FileSelection(IFileTakingOptions options, string folder, string pattern)
{
    private const int DeepestFolder = 32;
    private const int MostHeld = 100_000;

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

    /// <summary>Looks at the folder.</summary>
    /// <param name="connection">The files.</param>
    /// <param name="most">How many are wanted, from 1.</param>
    /// <param name="rankOf">Files with a higher number come behind the others; null: not wanted. Called once for each file that fits.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<FoundFiles> FindAsync(IFileAccess connection, int most, Func<FileEntry, int?> rankOf, CancellationToken cancel)
    {
        var look = new Look(new FirstFiles(options, most), rankOf);
        var isWhole = await ListAsync(connection, connection.Resolve(folder), DeepestFolder, look, cancel); // 1
        foreach (var file in look.Undecided)
        {
            if (look.DoneFiles.Contains(DoneFileOf(file)))
            {
                _ = Take(file, look);
            }
            else
            {
                look.Incomplete++;
            }
        }

        return new FoundFiles(look.First.InOrder(), look.TooLarge, look.Incomplete, look.Orphans, isWhole); // 3
    }

    /// <summary>The file that says that a file is complete.</summary>
    public string DoneFileOf(FileEntry file) => $"{file.Folder.TrimEnd('/')}/{options.DoneFile.Replace("*", file.Name, StringComparison.Ordinal)}";

    // Whether the list came to its end.
    private async ValueTask<bool> ListAsync(IFileAccess connection, string place, int depth, Look look, CancellationToken cancel)
    {
        var folders = new List<string>();
        var isWhole = await connection.ListAsync(place, file =>
        {
            if (file.IsFolder && options.Subdirectories && depth > 0 && !file.Name.StartsWith('.') && folders.Count < MostHeld)
            {
                folders.Add(file.Path);
            }

            return !file.IsRegular || LookAt(file, look);
        }, cancel);
        foreach (var below in folders)
        {
            isWhole = isWhole && await ListAsync(connection, below, depth - 1, look, cancel);
        }

        return isWhole;
    }

    // 2; whether more files are needed.
    private bool LookAt(FileEntry file, Look look)
    {
        if (file.Name.StartsWith('.'))
        {
            if (options.ReadLock == ReadLockStrategy.Rename && file.Name.EndsWith(ReadLock.Suffix, StringComparison.Ordinal) && look.Orphans.Count < MostHeld)
            {
                look.Orphans.Add(file);
            }

            return true;
        }

        if (options.ReadLock != ReadLockStrategy.DoneFile)
        {
            return !Fits(file) || Take(file, look);
        }

        if (IsDoneFile(file.Name))
        {
            _ = look.DoneFiles.Count < MostHeld && look.DoneFiles.Add(file.Path);
        }
        else if (look.Undecided.Count < MostHeld && Fits(file))
        {
            look.Undecided.Add(file);
        }

        return true;
    }

    private bool Take(FileEntry file, Look look)
    {
        if (file.Size > options.MaxFileSize?.Bytes)
        {
            look.TooLarge++;
            return true;
        }

        return look.RankOf(file) is not { } rank || look.First.Add(file, rank);
    }

    private bool Fits(FileEntry file)
    {
        if (options.EmptyFiles == EmptyFiles.Skip && file.Size == 0)
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

    private static string PatternOf(string glob) => glob.Length == 0
        ? ".*"
        : $"^{Regex.Escape(glob).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$";

    /// <summary>What is kept during a look.</summary>
    private sealed class Look(FirstFiles first, Func<FileEntry, int?> rankOf)
    {
        public FirstFiles First => first;

        public Func<FileEntry, int?> RankOf => rankOf;

        public List<FileEntry> Orphans { get; } = [];

        public List<FileEntry> Undecided { get; } = [];

        public HashSet<string> DoneFiles { get; } = new(StringComparer.Ordinal);

        public int TooLarge { get; set; }

        public int Incomplete { get; set; }
    }
}
