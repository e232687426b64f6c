namespace IntegrationActors.Runtime.Configuration;

/// <summary>
/// References of all texts together. One that leads back to itself, or references that make a value of values without end, would end the process: Akka.NET follows
/// them whenever it reads a value.
/// </summary>
internal sealed class HoconReferences
{
    private const int Most = 1000;
    private const long LargestValue = 10_000;
    private const long Following = -1;

    private readonly Dictionary<string, (string Place, List<string> Targets)> _edges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);

    /// <summary>Notes a value. What the same path had before counts on: blocks of a list share one path.</summary>
    public void Add(string path, string place, IReadOnlyList<string> targets)
    {
        if (targets.Count == 0)
        {
            return;
        }

        if (_edges.TryGetValue(path, out var known))
        {
            known.Targets.AddRange(targets);
        }
        else
        {
            _edges[path] = (place, [.. targets]);
        }
    }

    /// <summary>The first mistake; null when there is none.</summary>
    public string? Check()
    {
        var count = _edges.Values.Sum(e => e.Targets.Count);
        return count > Most
            ? $"{_edges.Values.Last().Place}there are {count} references, more than {Most}"
            : _edges.Keys.Where(path => SizeOf(path) > LargestValue).Select(path => $"{_edges[path].Place}'{path}' refers to itself, or to more than {LargestValue} values").FirstOrDefault();
    }

    // How many values it takes to build this one.
    private long SizeOf(string path)
    {
        if (_sizes.TryGetValue(path, out var known))
        {
            return known == Following ? LargestValue + 1 : known;
        }

        _sizes[path] = Following;
        var size = 1L;
        foreach (var next in _edges[path].Targets.SelectMany(target => _edges.Keys.Where(other => Touch(target, other))))
        {
            size = Math.Min(size + SizeOf(next), LargestValue + 1);
        }

        return _sizes[path] = size;
    }

    // To read a path is to read everything in it, and every reference on the way to it.
    private static bool Touch(string path, string other) => IsWithin(path, other) || IsWithin(other, path);

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] == '.');
}
