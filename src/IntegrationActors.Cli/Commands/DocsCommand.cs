using System.CommandLine;
using IntegrationActors.Cli.Local;
using IntegrationActors.Definitions;
using IntegrationActors.Definitions.FlowTests;

namespace IntegrationActors.Cli.Commands;

/// <summary>Writes the reference of the flow language as Markdown pages, and the schemas.</summary>
internal sealed class DocsCommand : ICliCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "Where the pages go; made when it is not there" };

    public string Name => "docs";

    public string Summary => "Writes the reference of the flow language as Markdown: a page per step and channel, and the JSON schemas.";

    public IReadOnlyList<string> Examples => ["ia docs reference/"];

    public IReadOnlyList<Symbol> Arguments => [_folder];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var folder = Path.Combine(run.Terminal.Folder, run.Value(_folder));
        var catalogue = LocalLanguage.Catalogue();
        var pages = new Dictionary<string, string>(ReferencePages.Write(catalogue), StringComparer.Ordinal)
        {
            [SchemaCommand.FlowFile] = FlowSchema.Write(catalogue, LocalLanguage.Compiler),
            [SchemaCommand.TestFile] = FlowTestSchema.Write(),
        };
        foreach (var (path, text) in pages)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, cancel);
        }

        run.Error.WriteLine($"{pages.Count} files in {run.Terminal.Shown(folder)}; begin with README.md");
        return ExitCode.Fine;
    }
}
