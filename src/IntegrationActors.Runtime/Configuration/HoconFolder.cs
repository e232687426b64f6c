namespace IntegrationActors.Runtime.Configuration;

/// <summary>The folder of configuration files: <c>*.conf</c> in ordinal order, then those of the sub-folder named by <c>IA_ENVIRONMENT</c>.</summary>
internal static class HoconFolder
{
    public const string Name = "hocon";
    public const string EnvironmentVariable = "IA_ENVIRONMENT";

    private const string Pattern = "*.conf";

    /// <summary>The folder in the working directory, so that an operator's own wins, else the one beside the program.</summary>
    public static string Find(string workingDirectory, string programDirectory)
    {
        string[] candidates = [Path.Combine(workingDirectory, Name), Path.Combine(programDirectory, Name)];
        return candidates.FirstOrDefault(HasFiles)
            ?? throw new ConfigException($"no configuration found: neither {candidates[0]} nor {candidates[1]} has a {Pattern} file");
    }

    public static IEnumerable<string> Files(string folder, IReadOnlyDictionary<string, string> environment)
    {
        if (!HasFiles(folder))
        {
            throw new ConfigException($"no configuration found: {folder} has no {Pattern} file");
        }

        IEnumerable<string> files = Ordered(folder);
        if (environment.TryGetValue(EnvironmentVariable, out var name) && name.Length > 0)
        {
            var own = Path.Combine(folder, name);
            files = HasFiles(own)
                ? files.Concat(Ordered(own))
                : throw new ConfigException($"{EnvironmentVariable} names '{name}', but {own} has no {Pattern} file");
        }

        return files;
    }

    private static bool HasFiles(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Pattern).Any();

    private static IEnumerable<string> Ordered(string folder) => Directory.GetFiles(folder, Pattern).Order(StringComparer.Ordinal);
}
