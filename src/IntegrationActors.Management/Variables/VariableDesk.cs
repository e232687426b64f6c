using IntegrationActors.Core.Stores;
using IntegrationActors.Core.Stores.Variables;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Management.Tenants;

namespace IntegrationActors.Management.Variables;

/// <summary>Looks at the variables of a tenant, sets and deletes them.</summary>
internal sealed class VariableDesk(TenantDirectory tenants)
{
    public async Task<IReadOnlyList<VariableView>> ListAsync(string tenant, CancellationToken cancel) =>
    [
        .. from variable in await (await VariablesAsync(tenant, cancel)).ListAsync(cancel)
           select new VariableView
           {
               Name = variable.Name,
               Flow = ScopeQuery.FlowOf(variable.Scope),
               Type = variable.Type,
               Written = variable.Written,
               Expires = variable.Expires,
           },
    ];

    public async Task<VariableView> FindAsync(string tenant, StoreScope scope, string name, CancellationToken cancel)
    {
        var found = await (await VariablesAsync(tenant, cancel)).GetAsync(scope, name, cancel) ?? throw Missing(scope, name);
        return new VariableView
        {
            Name = found.Name,
            Flow = ScopeQuery.FlowOf(scope),
            Type = found.Type,
            Value = found.Value,
            Written = found.Written,
            Expires = found.Expires,
        };
    }

    public async Task<VariableView> PutAsync(string tenant, (StoreScope Scope, string Name) variable, VariableRequest request, CancellationToken cancel)
    {
        var (scope, name) = variable;
        await (await VariablesAsync(tenant, cancel)).SetAsync(scope, name, request.Type, request.Value, cancel);
        return await FindAsync(tenant, scope, name, cancel);
    }

    public async Task DeleteAsync(string tenant, StoreScope scope, string name, CancellationToken cancel)
    {
        if (!await (await VariablesAsync(tenant, cancel)).DeleteAsync(scope, name, cancel))
        {
            throw Missing(scope, name);
        }
    }

    private async Task<IVariables> VariablesAsync(string tenant, CancellationToken cancel) => (await tenants.StoreAsync(tenant, cancel)).Variables;

    private static ProblemException Missing(StoreScope scope, string name) =>
        ProblemException.NotFound($"there is no variable '{name}'{ScopeQuery.Describe(scope)}; one of a flow is found with 'flow'");
}
