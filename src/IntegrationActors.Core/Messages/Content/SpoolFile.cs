using Microsoft.Win32.SafeHandles;

namespace IntegrationActors.Core.Messages.Content;

/// <summary>
/// A file without a name: it is deleted as soon as it is made, and lives on behind its handle. No copy of the data folder holds it, and when the process dies the system takes it away.
/// Written once from beginning to end, then read by any number of readers, each of which holds it open until it is done.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private int _holders = 1;

    public SpoolFile(string path)
    {
        _file = new FileStream(path, Options());
        _handle = _file.SafeFileHandle;
        File.Delete(path);
    }

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, Length);
        Length += bytes.Length;
    }

    public int Read(Span<byte> target, long from) => RandomAccess.Read(_handle, target, from);

    public ValueTask<int> ReadAsync(Memory<byte> target, long from, CancellationToken cancel) => RandomAccess.ReadAsync(_handle, target, from, cancel);

    /// <summary>A reader from the beginning.</summary>
    public Stream OpenRead()
    {
        Interlocked.Increment(ref _holders);
        return new SpoolStream(this);
    }

    /// <summary>Gives up one hold: that of the payload, or that of a reader.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _file.Dispose();
        }
    }

    // For the moment in which it has a name, it is its owner's alone.
    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
