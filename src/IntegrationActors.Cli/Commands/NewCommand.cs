using System.CommandLine;
using System.Text.RegularExpressions;
using IntegrationActors.Cli.Local;
using IntegrationActors.Cli.Scaffolding;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Commands;

/// <summary>Makes a flow with its tests, and the schemas by which editors complete and check them.</summary>
internal sealed partial class NewCommand : ICliCommand
{
    private const string Readme = "README.md";

    private readonly Argument<string> _name = new("NAME") { Description = "Name of the flow: a word of letters, digits, '.', '_' and '-'" };
    private readonly Option<string> _template = new("--template", "-t") { HelpName = "TEMPLATE", Description = string.Join(", ", FlowTemplates.Names), DefaultValueFactory = _ => FlowTemplates.Default };
    private readonly Option<string?> _folder = new("--folder") { HelpName = "FOLDER", Description = "Where to make it [default: a new folder of the flow's name]" };

    public NewCommand() => _template.AcceptOnlyFromAmong([.. FlowTemplates.Names]);

    public string Name => "new";

    public string Summary => "Makes a flow with its tests, ready to run and to change.";

    public IReadOnlyList<string> Examples => ["ia new hello", "ia new orders --template http-to-http", "ia new invoices -t queue --folder flows/invoices"];

    public IReadOnlyList<Symbol> Arguments => [_name, _template, _folder];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var name = run.Value(_name);
        if (!FlowName().IsMatch(name))
        {
            throw CliException.Usage($"'{name}' is no name of a flow: at most 80 letters, digits, '.', '_' and '-', beginning with a letter");
        }

        var folder = Path.Combine(run.Terminal.Folder, run.Value(_folder) ?? name);
        var files = FlowTemplates.Files(run.Value(_template)!, name);
        if (files.Keys.FirstOrDefault(f => File.Exists(Path.Combine(folder, f))) is { } taken)
        {
            throw CliException.Negative($"'{Path.Combine(folder, taken)}' is there already; nothing was written");
        }

        await WriteAsync(run, folder, files, cancel);
        await NoteAsync(folder, name, files, cancel);
        var shown = run.Terminal.Shown(folder);
        run.Error.WriteLine($"next: ia test {shown}; ia run --dev {shown}");
        return ExitCode.Fine;
    }

    private static async Task WriteAsync(Invocation run, string folder, IReadOnlyDictionary<string, string> files, CancellationToken cancel)
    {
        var schemas = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SchemaCommand.FlowFile] = FlowSchema.Write(LocalLanguage.Catalogue(), LocalLanguage.Compiler),
            [SchemaCommand.TestFile] = FlowTestSchema.Write(),
        };
        foreach (var (path, text) in files.Concat(schemas))
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, cancel);
            run.Out.WriteLine(run.Terminal.Shown(file));
        }
    }

    // One line per flow; what else stands in the file is its author's.
    private static async Task NoteAsync(string folder, string name, IReadOnlyDictionary<string, string> files, CancellationToken cancel)
    {
        var about = Description().Match(files[name + Bundle.FlowExtension]).Groups["text"].Value;
        var path = Path.Combine(folder, Readme);
        var before = File.Exists(path) ? (await File.ReadAllTextAsync(path, cancel)).TrimEnd() + "\n" : "# Flows\n\n";
        await File.WriteAllTextAsync(path, $"{before}- `{name}{Bundle.FlowExtension}`: {about} Test it with `ia test`, run it with `ia run --dev`.\n", cancel);
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,79}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FlowName();

    [GeneratedRegex(@"^description: (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Description();
}
