using System.Collections.Frozen;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>What values of one column are in another.</summary>
internal sealed class ValueMapDirection
{
    private readonly FrozenDictionary<string, string> _values;

    private ValueMapDirection(FrozenDictionary<string, string> values) => _values = values;

    public static ValueMapDirection Of(string[][] rows, int from, int to)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row[from].Length > 0 && row[to].Length > 0)
            {
                values.TryAdd(row[from], row[to]);
            }
        }

        return new ValueMapDirection(values.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>Null when the mapping doesn't know the value.</summary>
    public string? Find(string value) => _values.GetValueOrDefault(value);
}
