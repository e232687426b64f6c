using System.Globalization;

namespace IntegrationActors.Runtime.Cells;

/// <summary>One share of a tenant's runtime, the unit of placement. Its text form is entity and shard: <c>acme/0</c>, or <c>acme/0@gold</c> in a pool.</summary>
/// <param name="Tenant">Name of the tenant.</param>
/// <param name="Index">Number of the cell, from 0.</param>
/// <param name="Pool">Pool of dedicated nodes; null: the shared ones.</param>
internal sealed record CellId(string Tenant, int Index, string? Pool)
{
    public static string? PoolOf(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? null : text[(at + 1)..];
    }

    public static CellId Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var index = text[(slash + 1)..(at < 0 ? text.Length : at)];
        return new CellId(text[..slash], int.Parse(index, CultureInfo.InvariantCulture), PoolOf(text));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tenant}/{Index}{(Pool is null ? "" : "@" + Pool)}");
}
