using System.Runtime.InteropServices;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>Looks at what is on a disk, without following a link. Named pipes, sockets and devices are no files: opening one may wait for ever.</summary>
internal static partial class LocalEntries
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7FF;
    private const int KindMask = 0xF000;
    private const int Folder = 0x4000;
    private const int Regular = 0x8000;

    /// <summary>What there is; null when it is not there.</summary>
    /// <param name="path">Its path for the channel.</param>
    /// <param name="real">Its path on the disk.</param>
    public static FileEntry? Find(string path, string real) => OperatingSystem.IsLinux() ? FindOnLinux(path, real) : FindElsewhere(path, real);

    // One call, where the library needs three and does not tell a pipe from a file.
    private static FileEntry? FindOnLinux(string path, string real)
    {
        if (Statx(CurrentFolder, real, NoFollow, BasicStats, out var found) != 0)
        {
            return null;
        }

        var kind = found.Mode & KindMask;
        return new FileEntry(path, kind == Regular ? (long)found.Size : 0, DateTimeOffset.FromUnixTimeSeconds(found.ModifiedSeconds).AddTicks(found.ModifiedNanoseconds / 100))
        {
            IsFolder = kind == Folder,
            IsRegular = kind == Regular,
        };
    }

    private static FileEntry? FindElsewhere(string path, string real)
    {
        FileSystemInfo info = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
        try
        {
            var isPlain = info.LinkTarget is null && !info.Attributes.HasFlag(FileAttributes.Device);
            return !info.Exists ? null : new FileEntry(path, info is FileInfo file && isPlain ? file.Length : 0, new DateTimeOffset(info.LastWriteTimeUtc, TimeSpan.Zero))
            {
                IsFolder = info is DirectoryInfo && isPlain,
                IsRegular = info is FileInfo && isPlain,
            };
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // It went between two looks.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out Stats found);

    /// <summary>The part of <c>struct statx</c> that is needed; the same on all processors.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stats
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
