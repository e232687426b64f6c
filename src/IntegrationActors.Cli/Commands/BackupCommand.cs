using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Writes a backup of a tenant into a file.</summary>
internal sealed class BackupCommand : ICliCommand
{
    private readonly Argument<string> _tenant = new("TENANT") { Description = "The tenant" };
    private readonly Option<string?> _file = new("--file", "-f") { HelpName = "FILE", Description = "The zip to write; - is standard output [default TENANT.backup.zip]" };

    public string Name => "backup";

    public string Summary => "Writes a backup of a tenant while it runs. The master key is not in it: keep it apart.";

    public IReadOnlyList<string> Examples => ["ia backup acme", "ia backup acme -f /backups/acme-monday.zip"];

    public IReadOnlyList<Symbol> Arguments => [_tenant, _file];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var tenant = run.Value(_tenant);
        await Download.SaveAsync(run, $"tenants/{Uri.EscapeDataString(tenant)}/backup", run.Value(_file) ?? $"{tenant}.backup.zip", cancel);
        return ExitCode.Fine;
    }
}
