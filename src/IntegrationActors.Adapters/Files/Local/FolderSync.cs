using System.Runtime.InteropServices;

namespace IntegrationActors.Adapters.Files.Local;

/// <summary>Makes new names of a folder durable: a file that was flushed may still lose its name when the power fails.</summary>
internal static partial class FolderSync
{
    /// <summary>Flushes a folder, where the system can. Best effort: some file systems refuse it.</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
