namespace IntegrationActors.Management.Requests;

/// <summary>Names in paths that flows give, so that they may have any characters.</summary>
internal static class PathName
{
    /// <summary>The name that a segment of the path stands for: the web server decodes everything but the slash.</summary>
    public static string Of(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
