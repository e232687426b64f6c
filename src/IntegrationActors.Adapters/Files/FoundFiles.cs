namespace IntegrationActors.Adapters.Files;

/// <summary>What a look at the folder gave: the files to take, in order, and how many were passed over.</summary>
/// <param name="Files">Files to take.</param>
/// <param name="TooLarge">Files over the limit.</param>
/// <param name="Incomplete">Files that are not complete yet.</param>
/// <param name="Orphans">Files that bear the name of a read lock, whose holder may have died.</param>
/// <param name="IsWhole">Whether all files were looked at; otherwise there was enough before the end of the list.</param>
public sealed record FoundFiles(IReadOnlyList<FileEntry> Files, int TooLarge, int Incomplete, IReadOnlyList<FileEntry> Orphans, bool IsWhole);
