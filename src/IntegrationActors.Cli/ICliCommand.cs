using System.CommandLine;

namespace IntegrationActors.Cli;

/// <summary>A command as data: what the command line, the help and the completion scripts are made of. Registered once, in <see cref="CommandRegistry"/>.</summary>
internal interface ICliCommand
{
    /// <summary>One word, or a verb and a noun: <c>get flows</c>.</summary>
    string Name { get; }

    /// <summary>Another form of the last word, such as its singular.</summary>
    string? Alias => null;

    /// <summary>One sentence.</summary>
    string Summary { get; }

    /// <summary>Whole command lines; parsed by a test.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>Arguments and options, in the order of the help; the same instances on each call.</summary>
    IReadOnlyList<Symbol> Arguments { get; }

    /// <summary>Whether it answers with something that <c>--output</c> can give another form; a command that prints text alone refuses the option.</summary>
    bool HasAnswer => true;

    /// <summary>Whether it can answer with <c>-o junit</c>.</summary>
    bool WritesJunit => false;

    /// <summary>Does the work.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="CliException">Ends the command with a message.</exception>
    Task<int> RunAsync(Invocation run, CancellationToken cancel);
}
