namespace IntegrationActors.Runtime.Configuration;

/// <summary>
/// Single values on top of the files: variables <c>IA__http__address</c> (<c>__</c> separates, <c>_</c> is <c>-</c>), then <c>--set http.address=…</c>.
/// A name outside <c>akka</c> belongs to <c>integration-actors</c>.
/// </summary>
internal static class ConfigOverrides
{
    private const string VariablePrefix = "IA__";

    public static void AddVariables(ConfigText text, IReadOnlyDictionary<string, string> environment, List<string> findings)
    {
        foreach (var (name, value) in environment.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(VariablePrefix, StringComparison.Ordinal))
            {
                var path = name[VariablePrefix.Length..].Replace("__", ".", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant();
                text.AddLine(name, $"{Rooted(path)} = {HoconQuote.Value(value)}", findings);
            }
        }
    }

    public static void AddSettings(ConfigText text, IEnumerable<string> settings, List<string> findings)
    {
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                findings.Add($"--set {setting}: write --set name=value, such as --set http.address=http://127.0.0.1:8080");
                continue;
            }

            var path = setting[..equals].Trim();
            text.AddLine($"--set {path}", $"{Rooted(path)} = {HoconQuote.Value(setting[(equals + 1)..])}", findings);
        }
    }

    private static string Rooted(string path)
    {
        var first = path.Split('.')[0];
        return first is NodeConfig.AkkaRoot or NodeConfig.OwnRoot ? path : $"{NodeConfig.OwnRoot}.{path}";
    }
}
