using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Expressions.Mapping;

/// <summary>What names mean in the expressions of one mapping, while it is compiled. One owner.</summary>
public sealed class MappingScope
{
    /// <summary>Deepest nesting of loops with names.</summary>
    public const int MaxVariables = 64;

    private readonly List<string> _variables = [];
    private string? _language;

    /// <summary>Value mappings by name, for <c>lookup</c>.</summary>
    public IReadOnlyDictionary<string, IMappingLookup> Lookups { get; init; } = new Dictionary<string, IMappingLookup>(StringComparer.Ordinal);

    /// <summary>Names of the loops around the place that is compiled.</summary>
    public IReadOnlyList<string> Variables => _variables;

    /// <summary>Goes into a loop.</summary>
    /// <returns>Index of its variable at run time.</returns>
    public int Enter(string? name)
    {
        _variables.Add(name ?? "");
        return _variables.Count - 1;
    }

    /// <summary>Leaves the innermost loop.</summary>
    public void Leave() => _variables.RemoveAt(_variables.Count - 1);

    internal int IndexOf(string variable) => _variables.LastIndexOf(variable);

    // A body is either JSON or XML: a mapping that reads both ways can't work.
    internal string? Conflict(string language)
    {
        _language ??= language;
        return _language == language ? null : $"this is {language}, and another path of this mapping is {_language}: a body is read in one way";
    }

    internal string Unknown(string variable) =>
        $"unknown name '${variable}'{Suggestion.DidYouMean(variable, _variables.Where(v => v.Length > 0))}; a loop gets a name with $as";
}
