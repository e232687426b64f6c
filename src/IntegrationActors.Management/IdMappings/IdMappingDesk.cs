using IntegrationActors.Core.Stores.IdMapping;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Management.Tenants;

namespace IntegrationActors.Management.IdMappings;

/// <summary>Looks up mapped ids of a tenant, from both sides, and deletes mappings.</summary>
internal sealed class IdMappingDesk(TenantDirectory tenants)
{
    /// <summary>The mapping of a source, or those of a target.</summary>
    public async Task<IReadOnlyList<IdMappingView>> FindAsync(string tenant, IdMappingContext context, (string Source, string Target) wanted, CancellationToken cancel)
    {
        var mapping = await MappingAsync(tenant, cancel);
        return wanted switch
        {
            ({ Length: > 0 } source, "") => await mapping.FindTargetAsync(context, source, cancel) is { } target ? [View(context, source, target)] : [],
            ("", { Length: > 0 } target) => [.. (await mapping.FindSourcesAsync(context, target, cancel)).Select(source => View(context, source, target))],
            _ => throw ProblemException.Invalid("say which id is looked for: source=ID or target=ID"),
        };
    }

    public async Task DeleteAsync(string tenant, IdMappingContext context, string source, CancellationToken cancel)
    {
        if (!await (await MappingAsync(tenant, cancel)).DeleteAsync(context, source, cancel))
        {
            throw ProblemException.NotFound($"id '{source}' is not mapped in context '{context.Name}'{ScopeQuery.Describe(context.Scope)}");
        }
    }

    private async Task<IIdMapping> MappingAsync(string tenant, CancellationToken cancel) => (await tenants.StoreAsync(tenant, cancel)).IdMapping;

    private static IdMappingView View(IdMappingContext context, string source, string target) => new(context.Name, source, target, ScopeQuery.FlowOf(context.Scope));
}
