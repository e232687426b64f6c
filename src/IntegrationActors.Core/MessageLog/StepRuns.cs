namespace IntegrationActors.Core.MessageLog;

/// <summary>The last steps of a run in a ring: a loop of a million rounds costs no more memory than its bound.</summary>
public sealed class StepRuns
{
    private StepRun[] _ring = [];
    private int _limit = 50;

    /// <summary>How many steps were started in all, kept or not.</summary>
    public int Total { get; private set; }

    public int Count => Math.Min(Total, _limit);

    /// <summary>How many steps are kept: 50, or 1,000 from level Debug on.</summary>
    public void KeepLast(int limit) => _limit = limit;

    /// <summary>Notes the start of a step; the handle goes to <see cref="End"/>.</summary>
    public int Begin(int node, int started)
    {
        var handle = Total++;
        var at = handle % _limit;
        if (at >= _ring.Length)
        {
            Array.Resize(ref _ring, Math.Min(_limit, Math.Max(8, _ring.Length * 2)));
        }

        _ring[at] = new StepRun(node, started, -1, false);
        return handle;
    }

    public void End(int handle, int duration, bool failed)
    {
        if (handle >= Total - _limit)
        {
            ref var step = ref _ring[handle % _limit];
            step = step with { Duration = duration, Failed = failed };
        }
    }

    /// <summary>Copies the kept steps, oldest first.</summary>
    public void CopyTo(Span<StepRun> target)
    {
        for (int i = 0, first = Total - Count; i < Count; i++)
        {
            target[i] = _ring[(first + i) % _limit];
        }
    }
}
