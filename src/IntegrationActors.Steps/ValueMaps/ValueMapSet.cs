using IntegrationActors.Core.Options;
using IntegrationActors.Core.Steps;
using IntegrationActors.Expressions.Mapping;

namespace IntegrationActors.Steps.ValueMaps;

/// <summary>The value mappings that a step names.</summary>
internal sealed class ValueMapSet
{
    private readonly Dictionary<string, ValueMap> _maps;

    private ValueMapSet(Dictionary<string, ValueMap> maps) => _maps = maps;

    public static ValueMapSet Empty { get; } = new([]);

    public IEnumerable<string> Names => _maps.Keys;

    public IReadOnlyDictionary<string, IMappingLookup> Lookups => _maps.ToDictionary(map => map.Key, map => (IMappingLookup)map.Value, StringComparer.Ordinal);

    /// <summary>Reads the files.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">A file is missing, or no value mapping.</exception>
    public static ValueMapSet Load(IReadOnlyDictionary<string, ResourceReference> files, IFlowContext context) =>
        files.Count == 0 ? Empty : new(files.ToDictionary(file => file.Key, file => ValueMap.Read(file.Value, context.Resource(file.Value)), StringComparer.Ordinal));

    public ValueMap? Find(string name) => _maps.GetValueOrDefault(name);

    /// <summary>The value in whichever mapping has both columns; null when none knows it.</summary>
    public string? Find(string value, string from, string to) => _maps.Values
        .Where(map => map.Has(from) && map.Has(to))
        .Select(map => map.Direction(from, to)!.Find(value))
        .FirstOrDefault(found => found is not null);
}
