using System.Globalization;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Management.Problems;
using IntegrationActors.Management.Requests;
using IntegrationActors.Management.Tenants;

namespace IntegrationActors.Management.Aggregations;

/// <summary>Looks at what the aggregators of a tenant gather, sends it on by hand, or deletes it.</summary>
internal sealed class AggregationDesk(TenantDirectory tenants)
{
    /// <summary>Aggregations by their number.</summary>
    public async Task<Page<AggregationView>> ListAsync(string tenant, PageQuery page, CancellationToken cancel)
    {
        var after = page.After.Length == 0 ? 0 : Number(page.After) ?? throw ProblemException.Invalid($"cursor: '{page.After}' is none");
        var found = await (await StatesAsync(tenant, cancel)).ListAsync(after, page.Most, cancel);
        return new Page<AggregationView>([.. found.Select(AggregationView.Of)], found.Count == page.Most ? found[^1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task SendOnAsync(string tenant, string number, CancellationToken cancel)
    {
        if (Number(number) is not { } known || !await (await StatesAsync(tenant, cancel)).SendOnAsync(known, cancel))
        {
            throw Missing(tenant, number);
        }
    }

    public async Task DeleteAsync(string tenant, string number, CancellationToken cancel)
    {
        if (Number(number) is not { } known || !await (await StatesAsync(tenant, cancel)).DeleteAsync(known, cancel))
        {
            throw Missing(tenant, number);
        }
    }

    private async Task<IAggregatorStates> StatesAsync(string tenant, CancellationToken cancel) => (await tenants.StoreAsync(tenant, cancel)).AggregatorStates;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ProblemException Missing(string tenant, string number) =>
        ProblemException.NotFound($"tenant '{tenant}' has no aggregation {number}, or a run has it at this moment");
}
