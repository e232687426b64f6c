using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Deletes a tenant.</summary>
internal sealed class DeleteTenantCommand : ICliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The tenant to delete" };
    private readonly Option<string?> _confirm = new("--confirm") { HelpName = "NAME", Description = "The name once more, where nobody can be asked" };

    public string Name => "delete tenant";

    public string Summary => "Deletes a tenant with all that it has: flows, messages, queues, stores, keys. Asks for the name once more.";

    public IReadOnlyList<string> Examples => ["ia delete tenant acme", "ia delete tenant acme --confirm acme"];

    public IReadOnlyList<Symbol> Arguments => [_name, _confirm];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        var name = run.Value(_name);
        if (!string.Equals(Confirmed(run, name), name, StringComparison.Ordinal))
        {
            throw CliException.Negative("that is not its name; nothing was done");
        }

        var escaped = Uri.EscapeDataString(name);
        await run.Api.SendAsync(HttpMethod.Delete, $"tenants/{escaped}?confirm={escaped}", (HttpContent?)null, cancel);
        run.Error.WriteLine($"tenant {name} deleted");
        return ExitCode.Fine;
    }

    private string? Confirmed(Invocation run, string name) => run.Value(_confirm) ?? (run.Terminal.Ask is { } ask
        ? ask($"All that tenant {name} has will be lost. Type its name to delete it: ")
        : throw CliException.Usage($"nobody can be asked here; give --confirm {name}"));
}
