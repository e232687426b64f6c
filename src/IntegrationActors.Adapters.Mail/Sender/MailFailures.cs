using System.Collections.Concurrent;

namespace IntegrationActors.Adapters.Mail.Sender;

/// <summary>Which mails failed how often, and when they may be tried again: later with each failure, so that a mail that nobody can process does not keep the flow busy.</summary>
/// <param name="first">Pause after the first failure.</param>
/// <param name="time">The clock.</param>
internal sealed class MailFailures(TimeSpan first, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset Due)> _all = new(StringComparer.Ordinal);

    public int CountOf(string key) => _all.TryGetValue(key, out var failed) ? failed.Count : 0;

    public bool IsDue(string key) => !_all.TryGetValue(key, out var failed) || failed.Due <= time.GetUtcNow();

    /// <summary>One more failure.</summary>
    /// <returns>How many there are.</returns>
    public int Add(string key)
    {
        var count = CountOf(key) + 1;
        var pause = first * Math.Pow(2, Math.Min(count - 1, 20));
        _all[key] = (count, time.GetUtcNow() + (pause < Longest ? pause : Longest));
        return count;
    }

    public void Remove(string key) => _all.TryRemove(key, out _);

    /// <summary>Forgets those that are gone.</summary>
    public void Keep(Func<string, bool> isPresent)
    {
        foreach (var key in _all.Keys.Where(key => !isPresent(key)))
        {
            Remove(key);
        }
    }
}
