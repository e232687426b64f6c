namespace IntegrationActors.Steps.Forks;

/// <summary>Names in archives, which a receiver may use as paths of files.</summary>
internal static class ArchiveNames
{
    private const int Longest = 1024;

    /// <summary>A relative path that stays in its folder, on every system.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= Longest
        && name[0] != '/'
        && !name.Contains('\\', StringComparison.Ordinal)
        && !name.Contains(':', StringComparison.Ordinal)
        && !name.Any(char.IsControl)
        && !name.Split('/').Contains("..", StringComparer.Ordinal);
}
