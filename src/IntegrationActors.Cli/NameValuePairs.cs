namespace IntegrationActors.Cli;

/// <summary>Options that are written <c>name=value</c>.</summary>
internal static class NameValuePairs
{
    /// <summary>Values by name, in order; a name given twice has the last value.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string option, IEnumerable<string> pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var (name, value) = Split(option, pair);
            values[name] = value;
        }

        return values;
    }

    public static (string Name, string Value) Split(string option, string pair)
    {
        var at = pair.IndexOf('=', StringComparison.Ordinal);
        return at > 0 ? (pair[..at], pair[(at + 1)..]) : throw CliException.Usage($"{option} '{pair}': write name=value");
    }
}
