namespace IntegrationActors.Core.Diagnostics;

/// <summary>Finds the known name that a misspelt one probably meant.</summary>
public static class Suggestion
{
    private const int LongestName = 64;

    /// <summary><c> (did you mean 'x'?)</c>, or nothing when no name is near.</summary>
    public static string DidYouMean(string given, IEnumerable<string> known) =>
        Nearest(given, known) is { } name ? $" (did you mean '{name}'?)" : "";

    public static string? Nearest(string given, IEnumerable<string> known)
    {
        var limit = Math.Max(1, given.Length / 3);
        var (best, distance) = ((string?)null, limit + 1);
        foreach (var name in known)
        {
            var d = Distance(given, name);
            if (d < distance)
            {
                (best, distance) = (name, d);
            }
        }

        return best;
    }

    // Levenshtein distance with swapped neighbours as one mistake (optimal string alignment), ignoring case; names longer than any of ours are not compared.
    private static int Distance(string a, string b)
    {
        if (a.Length > LongestName || b.Length > LongestName)
        {
            return int.MaxValue;
        }

        Span<int> older = stackalloc int[b.Length + 1], before = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            before.CopyTo(older);
            row.CopyTo(before);
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = before[j - 1] + (AreSame(a[i - 1], b[j - 1]) ? 0 : 1);
                var swap = i > 1 && j > 1 && AreSame(a[i - 1], b[j - 2]) && AreSame(a[i - 2], b[j - 1]) ? older[j - 2] + 1 : int.MaxValue;
                row[j] = Math.Min(Math.Min(before[j] + 1, row[j - 1] + 1), Math.Min(change, swap));
            }
        }

        return row[b.Length];
    }

    private static bool AreSame(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
