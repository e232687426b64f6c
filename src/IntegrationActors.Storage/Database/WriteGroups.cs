namespace IntegrationActors.Storage.Database;

/// <summary>Writes by their kind: the kinds in the order in which they came, and so the writes of each. Used over and over, by one thread.</summary>
internal sealed class WriteGroups<TWrite, TKind>
    where TKind : class
{
    private readonly List<(TKind? Kind, List<TWrite> Writes)> _groups = [];

    /// <summary>How many kinds there are.</summary>
    public int Count { get; private set; }

    public (TKind? Kind, List<TWrite> Writes) this[int index] => _groups[index];

    public void Add(TKind? kind, TWrite write)
    {
        for (var i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_groups[i].Kind, kind))
            {
                _groups[i].Writes.Add(write);
                return;
            }
        }

        if (Count == _groups.Count)
        {
            _groups.Add((null, []));
        }

        var writes = _groups[Count].Writes;
        writes.Add(write);
        _groups[Count++] = (kind, writes);
    }

    public void Clear()
    {
        for (var i = 0; i < Count; i++)
        {
            _groups[i].Writes.Clear();
            _groups[i] = (null, _groups[i].Writes);
        }

        Count = 0;
    }
}
