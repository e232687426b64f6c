using System.CommandLine;

namespace IntegrationActors.Cli.Completion;

/// <summary>What may follow each command path, from the command line itself: the one source of all completion scripts.</summary>
/// <param name="Path">Words after <c>ia</c>, such as <c>get flows</c>; empty for <c>ia</c> alone.</param>
/// <param name="Words">Subcommands and options.</param>
internal sealed record CompletionWords(string Path, IReadOnlyList<string> Words)
{
    public static IReadOnlyList<CompletionWords> Of(IEnumerable<ICliCommand> commands)
    {
        var globals = new GlobalOptions().All.SelectMany(Names).Append("--help").ToList();
        var all = commands.ToList();
        var groups = all.Select(c => c.Name.Split(' ')).Where(w => w.Length > 1).GroupBy(w => w[0], w => w[1], StringComparer.Ordinal);
        return
        [
            new("", [.. all.Select(c => c.Name.Split(' ')[0]).Distinct(StringComparer.Ordinal), .. globals]),
            .. groups.Select(g => new CompletionWords(g.Key, [.. g, .. globals])),
            .. all.Select(c => new CompletionWords(c.Name, [.. c.Arguments.SelectMany(OptionNames), .. globals])),
        ];
    }

    private static IEnumerable<string> OptionNames(Symbol symbol) => symbol is Option option ? Names(option) : [];

    private static IEnumerable<string> Names(Option option) => option.Aliases.Prepend(option.Name).Where(n => n.StartsWith("--", StringComparison.Ordinal));
}
