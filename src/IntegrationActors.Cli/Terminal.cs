namespace IntegrationActors.Cli;

/// <summary>Where a command reads and writes: the console of the process, or what a test puts in its place.</summary>
internal sealed record Terminal
{
    public required TextWriter Out { get; init; }

    /// <summary>Progress, hints and errors; never the result.</summary>
    public required TextWriter Error { get; init; }

    public required Func<Stream> OpenInput { get; init; }

    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether people look at the output: tables then use colours.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Asks a person for a secret without showing it; null when nobody can be asked.</summary>
    public Func<string, string>? AskSecret { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        IsInteractive = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "",
        AskSecret = Console.IsInputRedirected ? null : SecretPrompt.Ask,
        Variable = Environment.GetEnvironmentVariable,
    };
}
