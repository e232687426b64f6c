using Spectre.Console;

namespace IntegrationActors.Cli.Output;

/// <summary>A table without frame: columns in colour on a terminal, plain and never wrapped for other programs.</summary>
internal static class TextTable
{
    // No row of ours is longer; a pipe has no width at which to break.
    private const int WidthOfPipe = 100_000;

    private static readonly Dictionary<string, Color> Colours = new(StringComparer.Ordinal)
    {
        ["Started"] = Color.Green,
        ["COMPLETED"] = Color.Green,
        ["ok"] = Color.Green,
        ["Starting"] = Color.Yellow,
        ["Stopping"] = Color.Yellow,
        ["PROCESSING"] = Color.Yellow,
        ["RETRY"] = Color.Yellow,
        ["Error"] = Color.Red,
        ["FAILED"] = Color.Red,
        ["failed"] = Color.Red,
        ["ESCALATED"] = Color.Red,
        ["ABANDONED"] = Color.Red,
    };

    public static void Write(Terminal terminal, IReadOnlyList<string> titles, IEnumerable<string[]> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal.IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal.IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });
        if (!terminal.IsInteractive)
        {
            console.Profile.Width = WidthOfPipe;
        }

        var table = new Table { Border = TableBorder.None };
        foreach (var title in titles)
        {
            table.AddColumn(new TableColumn(new Text(title, new Style(decoration: Decoration.Bold))).PadLeft(0).PadRight(2));
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell, new Style(Colours.TryGetValue(cell, out var colour) ? colour : null))));
        }

        console.Write(table);
    }
}
