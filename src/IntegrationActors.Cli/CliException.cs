namespace IntegrationActors.Cli;

/// <summary>Ends a command with a line on standard error and an exit code.</summary>
internal sealed class CliException(int exitCode, string message, string hint = "") : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Further lines: what to do now.</summary>
    public string Hint { get; } = hint;

    public static CliException Usage(string message) => new(Cli.ExitCode.Usage, message);

    public static CliException Negative(string message) => new(Cli.ExitCode.Negative, message);

    public static CliException NoAccess(string message, string hint = "") => new(Cli.ExitCode.NoAccess, message, hint);
}
