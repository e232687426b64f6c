using IntegrationActors.Cli.Diff;

namespace IntegrationActors.Cli.Tests.Diff;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_difference()
    {
        var target = new StringWriter();

        Assert.False(UnifiedDiff.Write(target, "a", "b", "1\n2\n", "1\n2\n"));
        Assert.Empty(target.ToString());
    }

    [Fact]
    public void Far_changes_are_hunks_of_their_own_and_near_ones_share_one()
    {
        var before = Enumerable.Range(1, 20).Select(i => $"{i}").ToList();
        var after = before.Select(l => l is "2" or "4" or "18" ? l + "x" : l).ToList();
        var target = new StringWriter { NewLine = "\n" };

        UnifiedDiff.Write(target, "a", "b", string.Join('\n', before), string.Join('\n', after));

        Assert.Equal(["@@ -1,7 +1,7 @@", "@@ -15,6 +15,6 @@"], target.ToString().Split('\n').Where(l => l.StartsWith("@@")));
    }

    [Fact]
    public void The_edits_turn_any_text_into_any_other_and_none_is_in_vain()
    {
        var random = new Random(4711);
        for (var round = 0; round < 500; round++)
        {
            var (before, after) = (Words(random), Words(random));

            var edits = LineComparison.Compare(before, after);

            Assert.Equal(before, edits.Where(e => e.Mark != '+').Select(e => e.Line));
            Assert.Equal(after, edits.Where(e => e.Mark != '-').Select(e => e.Line));
            Assert.Equal(LongestCommon(before, after), edits.Count(e => e.Mark == ' '));
        }
    }

    private static string[] Words(Random random) => [.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => ((char)('a' + random.Next(4))).ToString())];

    private static int LongestCommon(string[] a, string[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                table[i, j] = a[i - 1] == b[j - 1] ? table[i - 1, j - 1] + 1 : Math.Max(table[i - 1, j], table[i, j - 1]);
            }
        }

        return table[a.Length, b.Length];
    }
}
