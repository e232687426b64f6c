using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace IntegrationActors.Core.Messages;

/// <summary>
/// Headers of a message in the order they were set. Names ignore case. Made for the few headers a message has: a flat array, no hashing.
/// Not thread-safe: a message belongs to one step at a time.
/// </summary>
public sealed class HeaderMap : IEnumerable<KeyValuePair<string, string>>
{
    private KeyValuePair<string, string>[] _entries = [];

    public int Count { get; private set; }

    public string? this[string name]
    {
        get => IndexOf(name) is var i and >= 0 ? _entries[i].Value : null;
        set => Set(name, value);
    }

    public bool TryGet(string name, [NotNullWhen(true)] out string? value) => (value = this[name]) is not null;

    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>Sets a header; a null <paramref name="value"/> removes it.</summary>
    public void Set(string name, string? value)
    {
        if (value is null)
        {
            Remove(name);
            return;
        }

        var i = IndexOf(name);
        if (i >= 0)
        {
            _entries[i] = new(_entries[i].Key, value);
            return;
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(8, Count * 2));
        }

        _entries[Count++] = new(name, value);
    }

    /// <summary>Adds a further value to a header that may be there already, joined by a comma as HTTP does (RFC 9110, 5.3).</summary>
    public void Append(string name, string value) => Set(name, this[name] is { } before ? $"{before}, {value}" : value);

    public bool Remove(string name)
    {
        var i = IndexOf(name);
        if (i < 0)
        {
            return false;
        }

        Array.Copy(_entries, i + 1, _entries, i, --Count - i);
        _entries[Count] = default;
        return true;
    }

    public void Clear()
    {
        Array.Clear(_entries, 0, Count);
        Count = 0;
    }

    public HeaderMap Copy() => new() { _entries = _entries.AsSpan(0, Count).ToArray(), Count = Count };

    /// <summary>Becomes what <paramref name="source"/> is, in the memory that this map has already.</summary>
    public void CopyFrom(HeaderMap source)
    {
        if (_entries.Length < source.Count)
        {
            _entries = new KeyValuePair<string, string>[source.Count + 4];
        }

        source.AsSpan().CopyTo(_entries);
        if (Count > source.Count)
        {
            Array.Clear(_entries, source.Count, Count - source.Count);
        }

        Count = source.Count;
    }

    public ReadOnlySpan<KeyValuePair<string, string>> AsSpan() => _entries.AsSpan(0, Count);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)new ArraySegment<KeyValuePair<string, string>>(_entries, 0, Count)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_entries[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
