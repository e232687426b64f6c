using System.CommandLine;
using System.CommandLine.Help;

namespace IntegrationActors.Cli;

/// <summary>Makes the command line of <c>ia</c> out of the registered commands.</summary>
internal static class CommandTree
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["get"] = "Lists things of a tenant.",
        ["describe"] = "Shows one thing with all there is to know.",
        ["create"] = "Creates a client, a credential, a number range, a token or a tenant.",
        ["set"] = "Changes a number range, or sets a variable.",
        ["rotate"] = "Replaces the key of a tenant, or the master key.",
        ["delete"] = "Takes a flow out, or deletes a client, a credential, a queue, a variable, a number range, a tenant or a token.",
        ["aggregation"] = "Tends what an aggregator gathers.",
        ["datastore"] = "Tends the entries of a data store.",
        ["persisted"] = "Gets what persist steps kept.",
        ["queue"] = "Tends the messages of a queue.",
    };

    public static RootCommand Build(
        IEnumerable<ICliCommand> commands,
        GlobalOptions globals,
        Func<ICliCommand, ParseResult, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("ia works with IntegrationActors: deploys flows, searches messages, sends, traces.");
        globals.All.ToList().ForEach(root.Add);
        var byCommand = new Dictionary<Command, ICliCommand>();
        foreach (var command in commands)
        {
            var leaf = Leaf(command, run);
            byCommand.Add(leaf, command);
            Parent(root, command.Name).Add(leaf);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, byCommand);
        return root;
    }

    private static Command Leaf(ICliCommand command, Func<ICliCommand, ParseResult, CancellationToken, Task<int>> run)
    {
        var leaf = new Command(command.Name.Split(' ')[^1], command.Summary);
        if (command.Alias is { } alias)
        {
            leaf.Aliases.Add(alias);
        }

        foreach (var symbol in command.Arguments)
        {
            switch (symbol)
            {
                case Argument argument:
                    leaf.Add(argument);
                    break;
                case Option option:
                    leaf.Add(option);
                    break;
            }
        }

        leaf.SetAction((values, cancel) => run(command, values, cancel));
        return leaf;
    }

    private static Command Parent(RootCommand root, string name)
    {
        var words = name.Split(' ');
        if (words.Length == 1)
        {
            return root;
        }

        var group = root.Subcommands.FirstOrDefault(c => string.Equals(c.Name, words[0], StringComparison.Ordinal));
        if (group is null)
        {
            group = new Command(words[0], Groups[words[0]]);
            root.Add(group);
        }

        return group;
    }
}
