using System.Globalization;

namespace IntegrationActors.Cli.Diff;

/// <summary>Writes the difference of two texts in the unified format that <c>diff -u</c> and <c>git</c> write.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Writes nothing when the texts are the same, line by line.</summary>
    /// <returns>Whether the texts differ.</returns>
    public static bool Write(TextWriter target, string oldName, string newName, string before, string after)
    {
        var edits = LineComparison.Compare(Lines(before), Lines(after));
        if (edits.All(e => e.Mark == ' '))
        {
            return false;
        }

        target.WriteLine($"--- {oldName}");
        target.WriteLine($"+++ {newName}");
        foreach (var (start, end) in Hunks(edits))
        {
            WriteHunk(target, edits, start, end);
        }

        return true;
    }

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    // Ranges of edits with their context; neighbours whose contexts touch are one.
    private static IEnumerable<(int Start, int End)> Hunks(IReadOnlyList<LineEdit> edits)
    {
        var (start, end) = (-1, -1);
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Mark == ' ')
            {
                continue;
            }

            if (start >= 0 && i - Context > end)
            {
                yield return (start, end);
                start = -1;
            }

            start = start < 0 ? Math.Max(0, i - Context) : start;
            end = Math.Min(edits.Count, i + Context + 1);
        }

        yield return (start, end);
    }

    private static void WriteHunk(TextWriter target, IReadOnlyList<LineEdit> edits, int start, int end)
    {
        var old = Range(edits, start, end, '+');
        var @new = Range(edits, start, end, '-');
        target.WriteLine($"@@ -{old} +{@new} @@");
        for (var i = start; i < end; i++)
        {
            target.WriteLine(edits[i].Mark + edits[i].Line);
        }
    }

    // Begin and length of a hunk in one of the texts, which lacks the lines of the other's mark.
    private static string Range(IReadOnlyList<LineEdit> edits, int start, int end, char others)
    {
        var before = edits.Take(start).Count(e => e.Mark != others);
        var count = edits.Skip(start).Take(end - start).Count(e => e.Mark != others);
        return string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? before : before + 1)},{count}");
    }
}
