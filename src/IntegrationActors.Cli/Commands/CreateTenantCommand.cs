using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>Creates a tenant.</summary>
internal sealed class CreateTenantCommand : ICliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "1 to 63 of a-z 0-9 -, starting with a letter" };

    public string Name => "create tenant";

    public string Summary => "Creates a tenant.";

    public IReadOnlyList<string> Examples => ["ia create tenant acme"];

    public IReadOnlyList<Symbol> Arguments => [_name];

    public bool HasAnswer => false;

    public async Task<int> RunAsync(Invocation run, CancellationToken cancel)
    {
        await run.Api.SendAsync(HttpMethod.Put, $"tenants/{Uri.EscapeDataString(run.Value(_name))}", (HttpContent?)null, cancel);
        run.Error.WriteLine($"tenant {run.Value(_name)} is there");
        return ExitCode.Fine;
    }
}
