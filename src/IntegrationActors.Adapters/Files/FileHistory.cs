using System.Collections.Concurrent;

namespace IntegrationActors.Adapters.Files;

/// <summary>
/// What a channel remembers from one poll to the next: which files stay although they are through, and which failed or were not to be had, and come behind the others. Files that are gone are forgotten when
/// a list came to its end.
/// </summary>
internal sealed class FileHistory
{
    // A courtesy to other files; more are forgotten, and tried like new ones.
    private const int MostPassed = 10_000;

    private readonly ConcurrentDictionary<string, bool> _through = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _passed = new(StringComparer.Ordinal);

    /// <summary>The file stays, and needs no run any more.</summary>
    public void Through(string path) => _through[path] = true;

    /// <summary>The file was processed.</summary>
    public void Good(string path) => _passed.TryRemove(path, out _);

    /// <summary>The file failed, or was not to be had.</summary>
    public void Passed(string path)
    {
        if (_through.ContainsKey(path))
        {
            return;
        }

        if (_passed.Count >= MostPassed)
        {
            _passed.Clear();
        }

        _passed.AddOrUpdate(path, 1, (_, count) => count + 1);
    }

    /// <summary>Begins to look at files.</summary>
    /// <param name="ranksFailures">Whether files that were passed over come behind the others.</param>
    public Look Begin(bool ranksFailures) => new(this, ranksFailures);

    /// <summary>A look at all files.</summary>
    internal sealed class Look(FileHistory history, bool ranksFailures)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        /// <summary>How often the file was passed over; null when it is through.</summary>
        public int? RankOf(FileEntry file)
        {
            var isThrough = history._through.ContainsKey(file.Path);
            var isPassed = history._passed.TryGetValue(file.Path, out var count);
            if (isThrough || isPassed)
            {
                _seen.Add(file.Path);
            }

            return isThrough ? null : ranksFailures ? count : 0;
        }

        /// <summary>Forgets files that were not seen.</summary>
        public void Forget()
        {
            foreach (var gone in history._through.Keys.Where(path => !_seen.Contains(path)))
            {
                history._through.TryRemove(gone, out _);
            }

            foreach (var gone in history._passed.Keys.Where(path => !_seen.Contains(path)))
            {
                history._passed.TryRemove(gone, out _);
            }
        }
    }
}
