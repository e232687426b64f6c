using IntegrationActors.Core.Stores.NumberRanges;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Tenants;

namespace IntegrationActors.Management.NumberRanges;

/// <summary>Makes, changes and deletes the number ranges of a tenant. A change never makes a range give out a number twice, unless its last number is set back.</summary>
internal sealed class NumberRangeDesk(TenantDirectory tenants)
{
    public async Task<IReadOnlyList<NumberRangeView>> ListAsync(string tenant, CancellationToken cancel) =>
        [.. (await (await RangesAsync(tenant, cancel)).ListAsync(cancel)).Select(NumberRangeView.Of)];

    public async Task<NumberRangeView> FindAsync(string tenant, string name, CancellationToken cancel) =>
        NumberRangeView.Of(await (await RangesAsync(tenant, cancel)).FindAsync(name, cancel) ?? throw Missing(tenant, name));

    /// <summary>Makes a range, or changes one.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="range">How it is to be.</param>
    /// <param name="onlyNew">Refuses to change one that exists.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The range, and whether it is new.</returns>
    public async Task<(NumberRangeView Range, bool IsNew)> PutAsync(string tenant, NumberRange range, bool onlyNew, CancellationToken cancel)
    {
        Naming.Check(range.Name, "name of a number range");
        var ranges = await RangesAsync(tenant, cancel);
        var exists = await ranges.FindAsync(range.Name, cancel) is not null;
        if (exists && onlyNew)
        {
            throw ProblemException.Exists($"tenant '{tenant}' has a number range '{range.Name}' already");
        }

        await ranges.PutAsync(range, cancel);
        return (await FindAsync(tenant, range.Name, cancel), !exists);
    }

    public async Task DeleteAsync(string tenant, string name, CancellationToken cancel)
    {
        if (!await (await RangesAsync(tenant, cancel)).DeleteAsync(name, cancel))
        {
            throw Missing(tenant, name);
        }
    }

    private async Task<INumberRanges> RangesAsync(string tenant, CancellationToken cancel) => (await tenants.StoreAsync(tenant, cancel)).NumberRanges;

    private static ProblemException Missing(string tenant, string name) => ProblemException.NotFound($"tenant '{tenant}' has no number range '{name}'");
}
