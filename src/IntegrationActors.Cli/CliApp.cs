using System.CommandLine;
using IntegrationActors.Cli.Api;
using IntegrationActors.Cli.Output;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Cli;

/// <summary>Runs one command line and answers with an exit code.</summary>
internal sealed class CliApp(Terminal terminal)
{
    // `ia send orders @file` means the file, not a list of further arguments.
    internal static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };
    private readonly GlobalOptions _globals = new();

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        var root = CommandTree.Build(CommandRegistry.All, _globals, RunCommandAsync);
        var values = root.Parse(args.Count == 0 ? ["--help"] : args, Parsing);
        if (values.Errors.Count > 0 && values.Action is not HelpWithExamples)
        {
            return Refuse(values);
        }

        var configuration = new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false };
        try
        {
            return await values.InvokeAsync(configuration, cancel);
        }
        catch (IOException e) when (StandardOutput.IsReaderGone(e))
        {
            return ExitCode.Fine;
        }
    }

    private int Refuse(ParseResult values)
    {
        var (command, path) = (values.CommandResult.Command, string.Join(' ', Path(values.CommandResult.Command)));
        var errors = command.Subcommands.Count > 0 && values.UnmatchedTokens is [var word, ..]
            ? [$"there is no command '{path} {word}'{Suggestion.DidYouMean(word, command.Subcommands.Select(c => c.Name))}"]
            : values.Errors.Select(e => e.Message);
        foreach (var error in errors)
        {
            terminal.Error.WriteLine(error);
        }

        terminal.Error.WriteLine($"'{path} --help' says how to use it.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Path(Command command) =>
        command is RootCommand ? ["ia"] : command.Parents.OfType<Command>().Take(1).SelectMany(Path).Append(command.Name);

    private async Task<int> RunCommandAsync(ICliCommand command, ParseResult values, CancellationToken cancel)
    {
        using var run = new Invocation(values, _globals, terminal);
        try
        {
            return CanAnswer(command, run.Format)
                ? await command.RunAsync(run, cancel)
                : throw CliException.Usage(run.Format == OutputFormat.Junit ? "junit is a form of test results: 'ia test -o junit'" : $"'ia {command.Name}' prints text alone; leave out --output");
        }
        catch (CliException e)
        {
            return Fail(e.Message, e.Hint, e.ExitCode);
        }
        catch (DiagnosticException e)
        {
            Print(e.Diagnostics);
            return ExitCode.Negative;
        }
        catch (ApiException e)
        {
            Print(e.Findings);
            return Fail(e.Code.Length == 0 ? e.Message : $"{e.Code}: {e.Message}", e.Hint, e.ExitCode);
        }
        catch (Exception e) when ((e is IOException or UnauthorizedAccessException) && !StandardOutput.IsReaderGone(e))
        {
            return Fail(e.Message, "", ExitCode.Usage);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static bool CanAnswer(ICliCommand command, OutputFormat format) => format switch
    {
        OutputFormat.Table => true,
        OutputFormat.Junit => command.WritesJunit,
        _ => command.HasAnswer,
    };

    private int Fail(string message, string hint, int exitCode)
    {
        terminal.Error.WriteLine(message);
        foreach (var line in hint.Split('\n').Where(line => line.Length > 0))
        {
            terminal.Error.WriteLine("  " + line.TrimEnd('\r'));
        }

        return exitCode;
    }

    private void Print(IEnumerable<object> findings)
    {
        foreach (var finding in findings)
        {
            terminal.Out.WriteLine(finding);
        }
    }
}
