using Spectre.Console;

namespace IntegrationActors.Cli.Output;

/// <summary>A table as kubectl prints it: aligned columns, no frame, colours for states. On a terminal the last column is cut where the line ends; for other programs nothing is.</summary>
internal static class TextTable
{
    private const int Gap = 3;
    private const int LeastShown = 12;

    // Lines are cut here, so nothing may break them there.
    private const int Unbroken = 100_000;

    private static readonly Dictionary<string, Color> Colours = new(StringComparer.Ordinal)
    {
        ["Started"] = Color.Green,
        ["COMPLETED"] = Color.Green,
        ["ok"] = Color.Green,
        ["Connected"] = Color.Green,
        ["Starting"] = Color.Yellow,
        ["Stopping"] = Color.Yellow,
        ["PROCESSING"] = Color.Yellow,
        ["RETRY"] = Color.Yellow,
        ["unfinished"] = Color.Yellow,
        ["Connecting"] = Color.Yellow,
        ["Error"] = Color.Red,
        ["FAILED"] = Color.Red,
        ["failed"] = Color.Red,
        ["Failed"] = Color.Red,
        ["ESCALATED"] = Color.Red,
        ["ABANDONED"] = Color.Red,
    };

    /// <summary>Writes titles and rows.</summary>
    /// <param name="terminal">Where to.</param>
    /// <param name="titles">Headings of the columns.</param>
    /// <param name="rows">Cells of each row, as many as headings.</param>
    /// <param name="isCut">Whether a line may be cut where the terminal ends.</param>
    public static void Write(Terminal terminal, IReadOnlyList<string> titles, IEnumerable<string[]> rows, bool isCut = true)
    {
        string[][] lines = [[.. titles], .. rows.Select(row => row.Select(Harmless.Line).ToArray())];
        var widths = Enumerable.Range(0, titles.Count).Select(i => lines.Max(line => line[i].GetCellWidth())).ToArray();
        var room = isCut && terminal.Width is { } width and > 0 ? Room(width, widths[..^1].Sum(w => w + Gap)) : int.MaxValue;
        foreach (var line in lines)
        {
            line[^1] = Cut(line[^1], room);
        }

        if (terminal.Coloured is { } coloured)
        {
            WriteColoured(coloured, lines, widths);
        }
        else
        {
            terminal.Out.Write(string.Concat(lines.Select(line => string.Concat(line.Select((_, i) => Padded(line, i, widths))) + terminal.Out.NewLine)));
        }
    }

    // A terminal that is narrower than the columns breaks the lines by itself: the last column then fills the last part.
    private static int Room(int width, int used)
    {
        var parts = (used + LeastShown + width - 1) / width;
        return (parts * width) - used;
    }

    private static void WriteColoured(TextWriter target, string[][] lines, int[] widths)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            // Old consoles of Windows have to be switched to colours first.
            Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(target),
        });
        console.Profile.Width = Unbroken;
        for (var row = 0; row < lines.Length; row++)
        {
            var line = lines[row];
            for (var i = 0; i < line.Length; i++)
            {
                var style = row == 0 ? new Style(decoration: Decoration.Bold) : new Style(Colours.TryGetValue(line[i], out var colour) ? colour : null);
                console.Write(new Text(Padded(line, i, widths), style));
            }

            console.WriteLine();
        }
    }

    // The last column, and what is empty to the end, needs no padding: a narrow terminal would break the line for nothing.
    private static string Padded(string[] line, int column, int[] widths) =>
        line.Skip(column + 1).All(cell => cell.Length == 0) ? line[column] : line[column] + new string(' ', widths[column] - line[column].GetCellWidth() + Gap);

    private static string Cut(string text, int room)
    {
        if (text.GetCellWidth() <= room)
        {
            return text;
        }

        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.ToString().GetCellWidth();
            if (used >= room)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + "…";
    }
}
