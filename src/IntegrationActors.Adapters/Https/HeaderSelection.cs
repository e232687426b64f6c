using System.Collections.Frozen;

namespace IntegrationActors.Adapters.Https;

/// <summary>A list of header names, or <c>*</c>, as options have it.</summary>
internal sealed class HeaderSelection
{
    private readonly FrozenSet<string> _names;

    public HeaderSelection(IReadOnlyList<string> entries)
    {
        IsAll = entries.Contains("*", StringComparer.Ordinal);
        Names = IsAll ? [] : [.. entries.Distinct(StringComparer.OrdinalIgnoreCase)];
        _names = Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public bool IsAll { get; }

    /// <summary>Names in the order they are written; empty for <c>*</c>.</summary>
    public string[] Names { get; }

    public bool Contains(string name) => IsAll || _names.Contains(name);
}
