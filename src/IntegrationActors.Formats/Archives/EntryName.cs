using System.IO.Enumeration;

namespace IntegrationActors.Formats.Archives;

/// <summary>Names of entries: relative paths with slashes, as zip and tar have them.</summary>
public static class EntryName
{
    /// <summary>Longest name that is accepted.</summary>
    public const int MaxLength = 1024;

    /// <summary>Code of the fault of a name that an entry can't have.</summary>
    public const string Refused = "IA3425";

    /// <summary>Whether a name is relative, stays below its root and has nothing in it that a file system would take for something else.</summary>
    public static bool IsSafe(string name) =>
        name.Length is > 0 and <= MaxLength
        && !name.AsSpan().ContainsAny('\\', ':', '\0')
        && !name.Any(char.IsControl)
        && name[0] != '/'
        && !name.TrimEnd('/').Split('/').Any(part => part is "" or "." or "..");

    /// <summary>The name, which has to be safe.</summary>
    internal static string Checked(string name) => IsSafe(name) ? name : throw ArchiveFaults.Name(name);

    /// <summary>Whether a name fits a pattern: <c>*</c> and <c>?</c> stay within a folder, a pattern that starts with <c>**/</c> is for every folder.</summary>
    public static bool Fits(string name, string pattern)
    {
        if (pattern.StartsWith("**/", StringComparison.Ordinal))
        {
            return Fits(name[(name.LastIndexOf('/') + 1)..], pattern[3..]);
        }

        var names = name.Split('/');
        var patterns = pattern.Split('/');
        return names.Length == patterns.Length && names.Zip(patterns).All(pair => FileSystemName.MatchesSimpleExpression(pair.Second, pair.First, ignoreCase: false));
    }
}
