using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace IntegrationActors.Cli;

/// <summary>The usual help, then examples and exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyDictionary<Command, ICliCommand> commands) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (commands.TryGetValue(parseResult.CommandResult.Command, out var command))
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
            {
                output.WriteLine("  " + example);
            }

            output.WriteLine();
        }

        output.WriteLine(ExitCode.Help);
        return ExitCode.Fine;
    }
}
