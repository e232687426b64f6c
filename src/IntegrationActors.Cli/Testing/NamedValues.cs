namespace IntegrationActors.Cli.Testing;

/// <summary>Compares headers and properties; an empty text means that there is none.</summary>
internal static class NamedValues
{
    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Mistake(string expected, string? actual)
    {
        if (string.Equals(expected, actual ?? "", StringComparison.Ordinal))
        {
            return null;
        }

        var found = actual is null ? "there is none" : $"it is '{actual}'";
        return expected.Length == 0 ? $"there should be none, but {found}" : $"expected '{expected}', but {found}";
    }
}
