namespace IntegrationActors.Adapters.Files;

/// <summary>A file among others.</summary>
/// <param name="File">The file.</param>
/// <param name="Rank">Files with a higher number come behind all others.</param>
/// <param name="Number">How many were listed before it.</param>
internal readonly record struct RankedFile(FileEntry File, int Rank, int Number);

/// <summary>The order in which a channel takes files.</summary>
internal sealed class FileOrdering(IFileTakingOptions options, bool isBackwards = false) : IComparer<RankedFile>
{
    /// <summary>Whether a file that is listed later may come before one that is listed now.</summary>
    public bool IsSorted => options.SortBy != FileOrder.None || options.Descending;

    public int Compare(RankedFile x, RankedFile y) => isBackwards ? Order(y, x) : Order(x, y);

    private int Order(RankedFile x, RankedFile y)
    {
        if (x.Rank != y.Rank)
        {
            return x.Rank.CompareTo(y.Rank);
        }

        var order = options.SortBy switch
        {
            FileOrder.None => x.Number.CompareTo(y.Number),
            FileOrder.Size => x.File.Size.CompareTo(y.File.Size),
            FileOrder.Timestamp => x.File.Modified.CompareTo(y.File.Modified),
            _ => 0,
        };
        order = order == 0 ? string.CompareOrdinal(x.File.Path, y.File.Path) : order;
        return options.Descending ? -order : order;
    }
}
