namespace IntegrationActors.Definitions.Binding;

/// <summary>Processes that the flow declares, and which of them something refers to.</summary>
internal sealed class ProcessNames(IEnumerable<string> declared)
{
    private readonly HashSet<string> _declared = declared.ToHashSet(StringComparer.Ordinal);

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Declared => _declared;

    /// <summary>Notes a reference; false when there is no such process.</summary>
    public bool Use(string name)
    {
        _used.Add(name);
        return _declared.Contains(name);
    }

    public bool IsUsed(string name) => _used.Contains(name);
}
