using System.Formats.Tar;

namespace IntegrationActors.Formats.Archives;

/// <summary>Writes tar archives (POSIX pax) as streams.</summary>
public static class TarPacker
{
    /// <summary>Writes a tar archive.</summary>
    /// <param name="entries">The files, in their order.</param>
    /// <param name="output">Gets the archive; needs no seeking.</param>
    /// <param name="time">Time of the files.</param>
    /// <param name="cancel">Asked for each file.</param>
    public static void Pack(IEnumerable<PackedEntry> entries, Stream output, DateTimeOffset time, CancellationToken cancel)
    {
        using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            using var content = entry.Open();
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry.Name) { DataStream = content, ModificationTime = time });
        }
    }
}
