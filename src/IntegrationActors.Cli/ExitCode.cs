namespace IntegrationActors.Cli;

/// <summary>Exit codes of every command; part of the interface for scripts.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The command did its work and the result is negative: findings, a failed message, nothing of that name.</summary>
    public const int Negative = 1;

    public const int Usage = 2;

    /// <summary>The server can't be reached, or doesn't allow it.</summary>
    public const int NoAccess = 3;

    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0    fine
          1    negative result: findings, a failed message, nothing of that name
          2    wrong usage
          3    the server can't be reached, or doesn't allow it
          130  interrupted
        """;
}
