using System.IO.Compression;

namespace IntegrationActors.Definitions.Bundles;

/// <summary>Reads and writes a bundle as zip. What a zip says about itself is not believed: sizes are counted while reading.</summary>
internal static class BundleZip
{
    // The earliest time that zip can express: entries must not differ by when they were packed.
    private static readonly DateTimeOffset Packed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(Stream zip)
    {
        var files = new BundleFiles("bundle.zip");
        var packed = ReadAtMost(zip, files);
        if (ZipDirectory.CountEntries(packed) is not { } count)
        {
            throw files.Refuse(BundleCodes.Unreadable, "it is no zip, or a broken one");
        }

        if (count > BundleFiles.MaxFiles * 2)
        {
            throw files.TooManyFiles();
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(packed, writable: false), ZipArchiveMode.Read);
            Unpack(archive, files);
        }
        catch (InvalidDataException e)
        {
            throw files.Refuse(BundleCodes.Unreadable, $"it is a broken zip: {e.Message}");
        }

        return files.ToDictionary();
    }

    public static byte[] Write(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
                entry.LastWriteTime = Packed;
                using var stream = entry.Open();
                stream.Write(content.Span);
            }
        }

        return target.ToArray();
    }

    private static void Unpack(ZipArchive archive, BundleFiles files)
    {
        foreach (var entry in archive.Entries.Where(e => !e.FullName.EndsWith('/')))
        {
            if (entry.IsEncrypted)
            {
                throw files.Refuse(BundleCodes.Unreadable, $"'{entry.FullName}' is encrypted");
            }

            using var stream = entry.Open();
            files.Add(entry.FullName, ReadAtMost(stream, files));
        }
    }

    private static byte[] ReadAtMost(Stream stream, BundleFiles files)
    {
        using var target = new MemoryStream();
        var block = new byte[32 << 10];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            if (target.Length + read > files.Room)
            {
                throw files.TooLarge();
            }

            target.Write(block, 0, read);
        }

        return target.ToArray();
    }
}
