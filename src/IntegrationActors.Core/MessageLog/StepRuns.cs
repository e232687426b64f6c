namespace IntegrationActors.Core.MessageLog;

/// <summary>The last steps of a run in a ring: a loop of a million rounds costs no more memory than its bound.</summary>
public sealed class StepRuns
{
    private StepRun[] _ring = [];
    private int _limit = 50;
    private int _written;

    // Runs were added that are not the latest ones: they are put in order when they are read.
    private bool _isMixed;

    /// <summary>How many steps were started in all, kept or not.</summary>
    public int Total { get; private set; }

    public int Count => Math.Min(_written, _limit);

    /// <summary>How many steps are kept: 50, or 1,000 from level Debug on.</summary>
    public void KeepLast(int limit) => _limit = limit;

    /// <summary>Notes the start of a step; the handle goes to <see cref="End"/>.</summary>
    public int Begin(int node, int started)
    {
        Total++;
        return Write(new StepRun(node, started, -1, false));
    }

    /// <summary>Notes the end of a step; false when its start is not kept any more, because many steps ran inside of it.</summary>
    public bool End(int handle, int duration, bool failed)
    {
        if (handle < _written - _limit)
        {
            return false;
        }

        ref var step = ref _ring[handle % _limit];
        step = step with { Duration = duration, Failed = failed };
        return true;
    }

    /// <summary>Keeps a step again whose start was not kept, so that a splitter is seen beside the last steps of its parts.</summary>
    public void Keep(StepRun run)
    {
        _isMixed = true;
        Write(run);
    }

    /// <summary>Takes over the steps of a part of the run.</summary>
    public void Join(StepRuns part)
    {
        var runs = new StepRun[part.Count];
        part.CopyTo(runs);
        foreach (var run in runs)
        {
            Write(run);
        }

        Total += part.Total;
        _isMixed = true;
    }

    /// <summary>As many steps as this one keeps, and none yet.</summary>
    public StepRuns Fork()
    {
        var fork = new StepRuns();
        fork.KeepLast(_limit);
        return fork;
    }

    /// <summary>Copies the kept steps, oldest first.</summary>
    public void CopyTo(Span<StepRun> target)
    {
        for (int i = 0, first = _written - Count; i < Count; i++)
        {
            target[i] = _ring[(first + i) % _limit];
        }

        if (_isMixed)
        {
            Order(target[..Count]);
        }
    }

    private int Write(in StepRun run)
    {
        var handle = _written++;
        var at = handle % _limit;
        if (at >= _ring.Length)
        {
            Array.Resize(ref _ring, Math.Min(_limit, Math.Max(8, _ring.Length * 2)));
        }

        _ring[at] = run;
        return handle;
    }

    // Stable, and quick for what is nearly in order.
    private static void Order(Span<StepRun> runs)
    {
        for (var i = 1; i < runs.Length; i++)
        {
            var run = runs[i];
            var at = i;
            for (; at > 0 && runs[at - 1].Started > run.Started; at--)
            {
                runs[at] = runs[at - 1];
            }

            runs[at] = run;
        }
    }
}
