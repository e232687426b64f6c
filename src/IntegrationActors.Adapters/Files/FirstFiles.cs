namespace IntegrationActors.Adapters.Files;

/// <summary>The first files in the order of a channel, of as many as there may be: only they are kept.</summary>
/// <param name="options">The order.</param>
/// <param name="most">How many are kept, from 1.</param>
internal sealed class FirstFiles(IFileTakingOptions options, int most)
{
    private readonly FileOrdering _ordering = new(options);

    // The last one in order is the first to go.
    private readonly PriorityQueue<RankedFile, RankedFile> _kept = new(new FileOrdering(options, isBackwards: true));
    private int _seen;
    private int _unranked;

    /// <summary>Offers a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rank">Files with a higher number come behind all others.</param>
    /// <returns>Whether a further one could come before one that is kept.</returns>
    public bool Add(FileEntry file, int rank)
    {
        var ranked = new RankedFile(file, rank, _seen++);
        _unranked += rank == 0 ? 1 : 0;
        if (_kept.Count < most)
        {
            _kept.Enqueue(ranked, ranked);
        }
        else
        {
            _kept.EnqueueDequeue(ranked, ranked);
        }

        return _ordering.IsSorted || _unranked < most;
    }

    public IReadOnlyList<FileEntry> InOrder() => [.. _kept.UnorderedItems.Select(item => item.Element).Order(_ordering).Select(ranked => ranked.File)];
}
