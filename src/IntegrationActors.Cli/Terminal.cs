using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli;

/// <summary>Where a command reads and writes: the console of the process, or what a test puts in its place.</summary>
internal sealed record Terminal
{
    /// <summary>The result. On a terminal it comes without control characters, which could be a stranger's.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, hints and errors; never the result.</summary>
    public required TextWriter Error { get; init; }

    public required Func<Stream> OpenInput { get; init; }

    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Columns of the terminal; null when the result goes elsewhere.</summary>
    public int? Width { get; init; }

    /// <summary>Writes in colour; null when nobody wants colours.</summary>
    public TextWriter? Coloured { get; init; }

    /// <summary>Asks a person for a secret without showing it; null when nobody can be asked.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>Asks a person a question and reads a line; null when nobody can be asked.</summary>
    public Func<string, string?>? Ask { get; init; }

    public required Func<string, string?> Variable { get; init; }

    /// <summary>The folder that the user is in.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>A path as the user writes it from where they are.</summary>
    public string Shown(string path) => string.Equals(Folder, Directory.GetCurrentDirectory(), StringComparison.Ordinal) ? Path.GetRelativePath(Folder, path) : path;

    public static Terminal OfProcess()
    {
        var isTerminal = !Console.IsOutputRedirected;
        return new Terminal
        {
            Out = isTerminal ? new HarmlessWriter(Console.Out) : StandardOutput.Writer(),
            Error = Console.IsErrorRedirected ? Console.Error : new HarmlessWriter(Console.Error),
            OpenInput = Console.OpenStandardInput,
            OpenOutput = StandardOutput.Open,
            Width = isTerminal ? Math.Max(0, Console.WindowWidth) : null,
            Coloured = isTerminal && WantsColours() ? Console.Out : null,
            AskSecret = Console.IsInputRedirected ? null : SecretPrompt.Ask,
            Ask = Console.IsInputRedirected ? null : AskLine,
            Variable = Environment.GetEnvironmentVariable,
        };
    }

    private static string? AskLine(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine();
    }

    // https://no-color.org
    private static bool WantsColours() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";
}
