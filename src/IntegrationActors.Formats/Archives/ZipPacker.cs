using System.IO.Compression;

namespace IntegrationActors.Formats.Archives;

/// <summary>Writes zip archives (APPNOTE.TXT of PKWARE) as streams.</summary>
public static class ZipPacker
{
    /// <summary>Writes a zip archive.</summary>
    /// <param name="entries">The files, in their order.</param>
    /// <param name="output">Gets the archive; needs no seeking.</param>
    /// <param name="level">How hard to pack.</param>
    /// <param name="time">Time of the files.</param>
    /// <param name="cancel">Asked for each block.</param>
    public static void Pack(IEnumerable<PackedEntry> entries, Stream output, CompressionLevel level, DateTimeOffset time, CancellationToken cancel)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var unlimited = new UnpackedBytes(new UnpackLimits { MaxSize = long.MaxValue, MaxRatio = int.MaxValue }, long.MaxValue);
        foreach (var entry in entries)
        {
            var target = zip.CreateEntry(entry.Name, level);
            target.LastWriteTime = time;
            using var content = entry.Open();
            using var packed = target.Open();
            unlimited.Copy(content, packed, null, null, cancel);
        }
    }
}
