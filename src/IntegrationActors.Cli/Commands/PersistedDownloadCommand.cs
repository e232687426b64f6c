using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Writes a message that a persist step kept into a file.</summary>
internal sealed class PersistedDownloadCommand : ICliCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "Id that 'ia get persisted' shows" };
    private readonly Option<string?> _file = new("--file", "-f") { HelpName = "FILE", Description = "The zip to write; - is standard output [default ID.zip]" };

    public string Name => "persisted download";

    public string Summary => "Writes a message that a persist step kept into a zip: body, headers, properties and attachments.";

    public IReadOnlyList<string> Examples => ["ia persisted download 0193b7d0-8f2e-7a41-b0c5-2f6d1c9e4a77 -f message.zip"];

    public IReadOnlyList<Symbol> Arguments => [_id, _file];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var id = run.Value(_id);
        await Download.SaveAsync(run, run.InTenant("persisted", id, "content"), run.Value(_file) ?? $"{id}.zip", cancel);
        return ExitCode.Fine;
    }
}
