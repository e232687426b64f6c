using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli.Tests.Output;

public sealed class TextTableTests
{
    private static readonly string[] Titles = ["NAME", "STATUS", "ERROR"];

    [Fact]
    public void Columns_are_aligned_and_lines_end_without_blanks() => Assert.Equal(
        "NAME     STATUS      ERROR\norders   COMPLETED\na        FAILED      no\n",
        Written(null, ["orders", "COMPLETED", ""], ["a", "FAILED", "no"]));

    [Fact]
    public void Wide_characters_take_two_columns() => Assert.Equal(
        "NAME   STATUS   ERROR\n注文   ok       x\nä      ok       y\n",
        Written(null, ["注文", "ok", "x"], ["ä", "ok", "y"]));

    [Fact]
    public void A_terminal_cuts_the_last_column_where_its_line_ends()
    {
        var text = Written(40, ["orders", "FAILED", "the ERP said no, and then it said no again"]);

        Assert.Equal("orders   FAILED   the ERP said no, and …", text.Split('\n')[1]);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 40, line));
    }

    [Fact]
    public void A_terminal_that_breaks_the_lines_gets_its_last_part_filled() =>
        Assert.Equal("orders   FAILED   the ERP said no, and …", Written(20, ["orders", "FAILED", "the ERP said no, and then it said no again"]).Split('\n')[1]);

    [Fact]
    public void Colours_come_where_they_are_wanted_and_nowhere_else()
    {
        var coloured = new StringWriter { NewLine = "\n" };

        TextTable.Write(TerminalOf(new StringWriter(), 80) with { Coloured = coloured }, Titles, [["orders", "FAILED", "no"]]);

        Assert.Equal("\u001b[1mNAME     \u001b[0m\u001b[1mSTATUS   \u001b[0m\u001b[1mERROR\u001b[0m\norders   \u001b[91mFAILED   \u001b[0mno\n", coloured.ToString());
        Assert.DoesNotContain('\u001b', Written(80, ["orders", "FAILED", "no"]));
    }

    private static string Written(int? width, params string[][] rows)
    {
        var target = new StringWriter { NewLine = "\n" };
        TextTable.Write(TerminalOf(target, width), Titles, rows);
        return target.ToString();
    }

    private static Terminal TerminalOf(TextWriter target, int? width) => new()
    {
        Out = target,
        Error = TextWriter.Null,
        OpenInput = () => Stream.Null,
        OpenOutput = () => Stream.Null,
        Width = width,
        Variable = _ => null,
    };
}
