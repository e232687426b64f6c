using System.Collections;

namespace IntegrationActors.Core.Messages;

/// <summary>
/// Properties of an exchange: working values that never leave the running flow. Names respect case. Values are text, numbers, booleans or detached JSON
/// and XML nodes. A flat array while they are few, as they are nearly always, and hashed beyond. Not thread-safe: an exchange belongs to one step at a time.
/// </summary>
public sealed class PropertyMap : IEnumerable<KeyValuePair<string, object>>
{
    private const int Few = 16;

    private KeyValuePair<string, object>[] _few = [];
    private int _count;

    // All of them, once they were more than a few.
    private Dictionary<string, object>? _many;

    public int Count => _many?.Count ?? _count;

    public object? this[string name]
    {
        get => _many is not null ? _many.GetValueOrDefault(name) : IndexOf(name) is var i and >= 0 ? _few[i].Value : null;
        set => Set(name, value);
    }

    /// <summary>Sets a property; a null <paramref name="value"/> removes it.</summary>
    public void Set(string name, object? value)
    {
        if (value is null)
        {
            Remove(name);
        }
        else if (_many is not null)
        {
            _many[name] = value;
        }
        else if (IndexOf(name) is var i and >= 0)
        {
            _few[i] = new(name, value);
        }
        else
        {
            Add(name, value);
        }
    }

    public bool Remove(string name)
    {
        if (_many is not null)
        {
            return _many.Remove(name);
        }

        var i = IndexOf(name);
        if (i < 0)
        {
            return false;
        }

        Array.Copy(_few, i + 1, _few, i, --_count - i);
        _few[_count] = default;
        return true;
    }

    public PropertyMap Copy()
    {
        var copy = new PropertyMap();
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Becomes what <paramref name="source"/> is, in the memory that this map has already.</summary>
    public void CopyFrom(PropertyMap source)
    {
        CopyMany(source._many);
        if (_few.Length < source._count)
        {
            _few = new KeyValuePair<string, object>[int.Min(Few, source._count + 4)];
        }

        source._few.AsSpan(0, source._count).CopyTo(_few);
        if (_count > source._count)
        {
            Array.Clear(_few, source._count, _count - source._count);
        }

        _count = source._count;
    }

    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() =>
        (_many ?? (IEnumerable<KeyValuePair<string, object>>)new ArraySegment<KeyValuePair<string, object>>(_few, 0, _count)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(string name, object value)
    {
        if (_count == Few)
        {
            _many = new(this, StringComparer.Ordinal) { [name] = value };
            Array.Clear(_few);
            _count = 0;
            return;
        }

        if (_count == _few.Length)
        {
            Array.Resize(ref _few, int.Min(Few, int.Max(4, _count * 2)));
        }

        _few[_count++] = new(name, value);
    }

    private void CopyMany(Dictionary<string, object>? source)
    {
        if (source is null || _many is null)
        {
            _many = source is null ? null : new(source, StringComparer.Ordinal);
            return;
        }

        _many.Clear();
        foreach (var (name, value) in source)
        {
            _many.Add(name, value);
        }
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < _count; i++)
        {
            if (string.Equals(_few[i].Key, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
