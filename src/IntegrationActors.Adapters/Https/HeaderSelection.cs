using System.Collections.Frozen;

namespace IntegrationActors.Adapters.Https;

/// <summary>A list of header names, or <c>*</c>, as options have it.</summary>
internal sealed class HeaderSelection
{
    private readonly FrozenSet<string> _names;

    private HeaderSelection(IReadOnlyList<string> entries)
    {
        IsAll = entries.Contains("*", StringComparer.Ordinal);
        Names = IsAll ? [] : [.. entries.Distinct(StringComparer.OrdinalIgnoreCase)];
        _names = Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public bool IsAll { get; }

    /// <summary>Names in the order they are written; empty for <c>*</c>.</summary>
    public string[] Names { get; }

    /// <summary>Checks and prepares a list.</summary>
    /// <param name="option">Name of the option, for findings.</param>
    /// <param name="entries">What the user wrote.</param>
    /// <param name="mayTravel">Which names the option can have at all.</param>
    public static HeaderSelection Compile(string option, IReadOnlyList<string> entries, Predicate<string> mayTravel)
    {
        foreach (var entry in entries)
        {
            if (entry != "*" && !ReservedHeaders.IsName(entry))
            {
                throw Finding.Of(Finding.BadHeaderName, $"'{entry}' in '{option}' is no header name; write names, or '*' alone");
            }

            if (entry != "*" && !mayTravel(entry))
            {
                throw Finding.Of(Finding.BadHeaderName, $"header '{entry}' in '{option}' is the runtime's own or belongs to one connection; leave it out");
            }
        }

        return new HeaderSelection(entries);
    }

    public bool Contains(string name) => IsAll || _names.Contains(name);
}
