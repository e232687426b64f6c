using System.CommandLine;

namespace IntegrationActors.Cli.Commands;

/// <summary>A tenant that is named as an argument: what is done to it is not done in it.</summary>
internal static class TenantArgument
{
    public static Argument<string?> Make() => new("TENANT") { Arity = ArgumentArity.ZeroOrOne, Description = "Name of the tenant; without it that of --tenant" };

    /// <summary>Path below the API of something of the tenant.</summary>
    public static string Path(Invocation run, string? tenant, string what) => $"tenants/{Uri.EscapeDataString(tenant ?? run.Tenant)}/{what}";
}
