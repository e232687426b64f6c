namespace IntegrationActors.Steps.Logs;

/// <summary>A line as it may stand in the log of the tenant.</summary>
internal static class LogLine
{
    private const int MaxText = 8192;

    /// <summary>The text cut, on one line: a message must not be able to forge lines of the log, or to steer the terminal of who reads it.</summary>
    public static string Of(string text)
    {
        var line = text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText), "…");
        return line.Any(char.IsControl) ? new([.. line.Select(c => char.IsControl(c) ? ' ' : c)]) : line;
    }
}
