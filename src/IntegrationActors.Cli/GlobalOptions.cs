using System.CommandLine;
using IntegrationActors.Cli.Output;

namespace IntegrationActors.Cli;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions
{
    public const string DefaultTenant = "demo";

    public Option<string?> Server { get; } = new("--server")
    {
        Recursive = true,
        HelpName = "ADDRESS",
        Description = "Address of the management API: http(s)://host:port or unix:/path/ia.sock [IA_SERVER; default ./data/ia.sock if it exists, else http://127.0.0.1:8081]",
    };

    public Option<string?> Tenant { get; } = new("--tenant")
    {
        Recursive = true,
        HelpName = "NAME",
        Description = $"Tenant to work in [IA_TENANT; default {DefaultTenant}]",
    };

    public Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Recursive = true,
        HelpName = "table|wide|json|yaml|name",
        Description = "Form of the output [default table]; junit for results of tests",
        CustomParser = result => OutputFormats.TryParse(result.Tokens[0].Value, out var format) ? format : OutputFormats.Refuse(result),
    };

    public IReadOnlyList<Option> All => [Server, Tenant, Output];
}
