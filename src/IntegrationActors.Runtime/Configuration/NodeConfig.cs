using Akka.Configuration;
using Akka.Configuration.Hocon;
using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>Everything an operator configured: the files of a <c>hocon</c> folder, then environment variables, then the command line.</summary>
public sealed class NodeConfig
{
    internal const string AkkaRoot = "akka";
    internal const string OwnRoot = "integration-actors";

    private NodeConfig(Config tree, NodeOptions options) => (Tree, Options) = (tree, options);

    /// <summary>The whole tree, for the actor system.</summary>
    public Config Tree { get; }

    /// <summary>What stands under <c>integration-actors</c>.</summary>
    public NodeOptions Options { get; }

    /// <summary>The <c>hocon</c> folder of the working directory, else the one beside the program.</summary>
    public static string FindFolder() => HoconFolder.Find(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    /// <summary>Reads, merges and checks the configuration.</summary>
    /// <param name="folder">Folder with the <c>*.conf</c> files.</param>
    /// <param name="environment">Variables of the process.</param>
    /// <param name="settings">Single values, <c>name=value</c>; they win.</param>
    /// <exception cref="ConfigException">Something is wrong; all findings at once.</exception>
    public static NodeConfig Load(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> settings)
    {
        var findings = new List<string>();
        var text = Read(folder, environment, settings, findings);
        if (text.CheckReferences() is { } mistake)
        {
            findings.Add(mistake);
        }

        if (findings.Count > 0)
        {
            throw new ConfigException(findings);
        }

        var tree = Parse(text);
        var root = tree.Root.GetObject().Items;
        foreach (var unknown in root.Keys.Where(k => k is not (AkkaRoot or OwnRoot)))
        {
            findings.Add($"{text.PlaceOf(unknown)}'{unknown}' is not known{Suggestion.DidYouMean(unknown, [AkkaRoot, OwnRoot])}");
        }

        var options = Bind(root, text, findings);
        return findings.Count == 0 ? new NodeConfig(tree, options) : throw new ConfigException(findings);
    }

    private static NodeOptions Bind(IDictionary<string, HoconValue> root, ConfigText text, List<string> findings)
    {
        if (!root.TryGetValue(OwnRoot, out var own))
        {
            return new NodeOptions();
        }

        if (own.IsObject())
        {
            return (NodeOptions)new OptionsBinder(text, findings).Bind(typeof(NodeOptions), own.GetObject(), OwnRoot);
        }

        findings.Add($"{text.PlaceOf(OwnRoot)}'{OwnRoot}' is not a block: write {OwnRoot} {{ … }}");
        return new NodeOptions();
    }

    private static ConfigText Read(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> settings, List<string> findings)
    {
        var text = new ConfigText();
        var expansion = new EnvironmentExpansion(environment);
        foreach (var file in HoconFolder.Files(folder, environment))
        {
            var name = Path.GetRelativePath(folder, file);
            text.AddFile(name, expansion.Expand(name, File.ReadAllText(file), findings), findings);
        }

        ConfigOverrides.AddVariables(text, environment, findings);
        ConfigOverrides.AddSettings(text, settings, findings);
        return text;
    }

    private static Config Parse(ConfigText text)
    {
        try
        {
            return BoundedParser.Parse(text.UpTo(source: null));
        }
        catch (Exception e)
        {
            throw new ConfigException($"{ConfigText.Place(FirstBad(text), 0)}can't be read: {e.Message}");
        }
    }

    // The parser of HOCON knows no positions: the first source with which the text turns bad is the one to look at.
    private static string FirstBad(ConfigText text) => text.Sources.FirstOrDefault(s => IsBad(text.UpTo(s))) ?? HoconFolder.Name;

    private static bool IsBad(string text)
    {
        try
        {
            BoundedParser.Parse(text);
            return false;
        }
        catch (Exception e)
        {
            // A later file may hold what a reference needs.
            return !e.Message.Contains("substitution", StringComparison.OrdinalIgnoreCase);
        }
    }
}
