namespace IntegrationActors.Formats.Csv;

/// <summary>Where records stand: names with slashes between them, <c>orders/order</c>; one in front is allowed.</summary>
internal static class RecordPath
{
    /// <summary>The names of a path.</summary>
    /// <exception cref="ArgumentException">The text is for the author of the flow.</exception>
    public static string[] Split(string path)
    {
        var names = path.TrimStart('/').Split('/');
        return Array.Exists(names, name => name.Trim().Length == 0)
            ? throw new ArgumentException($"'{path}' is not a path; write names with slashes between them: orders/order", nameof(path))
            : names;
    }
}
