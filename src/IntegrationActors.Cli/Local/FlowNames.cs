using System.Text.RegularExpressions;

namespace IntegrationActors.Cli.Local;

/// <summary>Finds the name of a flow in a file that may be wrong in any other way.</summary>
internal static partial class FlowNames
{
    public static string? Find(string yaml) => NameLine().Match(yaml) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex("""^flow:\s*["']?(?<name>[^"'\s#]+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NameLine();
}
