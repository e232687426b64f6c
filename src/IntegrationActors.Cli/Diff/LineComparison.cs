namespace IntegrationActors.Cli.Diff;

/// <summary>
/// Shortest script of edits between two texts: Myers, "An O(ND) Difference Algorithm and Its Variations" (1986).
/// 1. Walk along edit paths of growing cost, remembering for each diagonal how far they came. 2. Walk back from the end, along the path that arrived first.
/// </summary>
internal static class LineComparison
{
    public static IReadOnlyList<LineEdit> Compare(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var trail = Forward(before, after);
        return Backward(before, after, trail);
    }

    // 1. trail[d][k + d] is the furthest x on diagonal k = x - y with d edits.
    private static List<int[]> Forward(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        var trail = new List<int[]>();
        for (var cost = 0; ; cost++)
        {
            var reached = new int[(2 * cost) + 1];
            trail.Add(reached);
            for (var k = -cost; k <= cost; k += 2)
            {
                var x = Start(trail, cost, k);
                var y = x - k;
                while (x < before.Count && y < after.Count && string.Equals(before[x], after[y], StringComparison.Ordinal))
                {
                    (x, y) = (x + 1, y + 1);
                }

                reached[k + cost] = x;
                if (x >= before.Count && y >= after.Count)
                {
                    return trail;
                }
            }
        }
    }

    private static int Start(List<int[]> trail, int cost, int k)
    {
        if (cost == 0)
        {
            return 0;
        }

        var last = trail[cost - 1];
        return ComesFromAbove(last, cost, k) ? last[k + cost] : last[k + cost - 2] + 1;
    }

    // Whether the step to diagonal k inserts a line (from k + 1) and does not delete one (from k - 1).
    private static bool ComesFromAbove(int[] last, int cost, int k) =>
        k == -cost || (k != cost && last[k + cost - 2] < last[k + cost]);

    // 2.
    private static List<LineEdit> Backward(IReadOnlyList<string> before, IReadOnlyList<string> after, List<int[]> trail)
    {
        var edits = new List<LineEdit>();
        var (x, y) = (before.Count, after.Count);
        for (var cost = trail.Count - 1; cost > 0; cost--)
        {
            var k = x - y;
            var inserted = ComesFromAbove(trail[cost - 1], cost, k);
            var start = Start(trail, cost, k);
            for (; x > start; x--, y--)
            {
                edits.Add(new LineEdit(' ', before[x - 1]));
            }

            edits.Add(inserted ? new LineEdit('+', after[y - 1]) : new LineEdit('-', before[x - 1]));
            (x, y) = inserted ? (x, y - 1) : (x - 1, y);
        }

        for (; x > 0; x--)
        {
            edits.Add(new LineEdit(' ', before[x - 1]));
        }

        edits.Reverse();
        return edits;
    }
}
