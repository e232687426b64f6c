using System.Collections;

namespace IntegrationActors.Core.Messages;

/// <summary>
/// Properties of an exchange: working values that never leave the running flow. Names respect case. Values are text, numbers, booleans or detached JSON
/// and XML nodes. Not thread-safe: an exchange belongs to one step at a time.
/// </summary>
public sealed class PropertyMap : IEnumerable<KeyValuePair<string, object>>
{
    private Dictionary<string, object>? _values;

    public int Count => _values?.Count ?? 0;

    public object? this[string name]
    {
        get => _values is not null && _values.TryGetValue(name, out var value) ? value : null;
        set => Set(name, value);
    }

    /// <summary>Sets a property; a null <paramref name="value"/> removes it.</summary>
    public void Set(string name, object? value)
    {
        if (value is null)
        {
            _values?.Remove(name);
        }
        else
        {
            (_values ??= new(StringComparer.Ordinal))[name] = value;
        }
    }

    public bool Remove(string name) => _values?.Remove(name) ?? false;

    public PropertyMap Copy() => new() { _values = _values is null ? null : new(_values, StringComparer.Ordinal) };

    /// <summary>Becomes what <paramref name="source"/> is, in the memory that this map has already.</summary>
    public void CopyFrom(PropertyMap source)
    {
        _values?.Clear();
        if (source._values is null)
        {
            return;
        }

        _values ??= new(source.Count + 4, StringComparer.Ordinal);
        foreach (var (name, value) in source._values)
        {
            _values.Add(name, value);
        }
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() =>
        (_values ?? Enumerable.Empty<KeyValuePair<string, object>>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
