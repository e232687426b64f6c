using System.Reflection;

namespace IntegrationActors.Cli.Scaffolding;

/// <summary>What a new flow can begin as: the files in the folder <c>Templates</c>, which are part of this program. <c>NAME</c> in them, and in their names, is the name of the flow; <c>ROLE</c> is made of it.</summary>
internal static class FlowTemplates
{
    public const string Default = "hello";
    private const string Prefix = "template/";
    private const string Placeholder = "NAME";
    private const string RolePlaceholder = "ROLE";

    private static readonly Assembly Home = typeof(FlowTemplates).Assembly;

    /// <summary>Names of the templates, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names => [.. Resources().Select(r => r.Split('/')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The files of a new flow, by path.</summary>
    public static IReadOnlyDictionary<string, string> Files(string template, string name)
    {
        var folder = $"{Prefix}{template}/";
        return Resources().Where(r => r.StartsWith(folder, StringComparison.Ordinal)).ToDictionary(
            r => Fill(r[folder.Length..], name),
            r => Fill(Read(r), name),
            StringComparer.Ordinal);
    }

    private static string Fill(string text, string name) => text
        .Replace(Placeholder, name, StringComparison.Ordinal)
        .Replace(RolePlaceholder, name.Replace('-', '_'), StringComparison.Ordinal);

    // A build on Windows names the parts of a path with backslashes.
    private static IEnumerable<string> Resources() => Home.GetManifestResourceNames().Select(Normal).Where(r => r.StartsWith(Prefix, StringComparison.Ordinal));

    private static string Read(string resource)
    {
        var name = Home.GetManifestResourceNames().First(r => string.Equals(Normal(r), resource, StringComparison.Ordinal));
        using var reader = new StreamReader(Home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Normal(string resource) => resource.Replace('\\', '/');
}
