using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>
/// The file under the ledger: a header page, then segments of slots. Open in one process at a time, which makes it the lock of the whole tenant store.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    public const int HeaderBytes = 4096;
    private const int Version = 1;

    private static readonly byte[] Zeros = new byte[LedgerSegment.Bytes];

    private readonly string _path;
    private SafeFileHandle _handle;

    private LedgerFile(string path) => (_path, _handle) = (path, Open(path));

    private static ReadOnlySpan<byte> Magic => "IALEDGER"u8;

    /// <summary>Opens the file and reads what the last process left in it. The file stays as it is until <see cref="Clear"/>.</summary>
    /// <exception cref="IOException">Another process has the store open.</exception>
    public static LedgerFile Open(string path, out LedgerRemains remains)
    {
        var file = new LedgerFile(path);
        try
        {
            remains = file.Read();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Forgets all slots and begins with an empty file.</summary>
    public void Clear()
    {
        RandomAccess.SetLength(_handle, 0);
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), LedgerSlot.Size);
        RandomAccess.Write(_handle, header, 0);
    }

    /// <summary>Adds an empty segment.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public LedgerSegment Append(int index)
    {
        var offset = HeaderBytes + ((long)index * LedgerSegment.Bytes);
        RandomAccess.Write(_handle, Zeros, offset);
        return new LedgerSegment(_handle, offset);
    }

    public void Dispose() => _handle.Dispose();

    private LedgerRemains Read()
    {
        var bytes = new byte[RandomAccess.GetLength(_handle)];
        for (var read = 0; read < bytes.Length;)
        {
            read += RandomAccess.Read(_handle, bytes.AsSpan(read), read);
        }

        if (bytes.AsSpan().IndexOfAnyExcept((byte)0) < 0)
        {
            return new LedgerRemains([], 0);
        }

        if (!bytes.AsSpan().StartsWith(Magic) || bytes.Length < HeaderBytes)
        {
            SetAside();
            return new LedgerRemains([], 1);
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)) != Version)
        {
            throw new StoreVersionException($"{_path} was written by another version of the program. Start that version once and stop it in order, then the file is empty.");
        }

        return ReadSlots(bytes.AsSpan(HeaderBytes));
    }

    private static LedgerRemains ReadSlots(ReadOnlySpan<byte> slots)
    {
        var entries = new List<LedgerEntry>();
        var damaged = 0;
        for (; slots.Length >= LedgerSlot.Size; slots = slots[LedgerSlot.Size..])
        {
            var slot = slots[..LedgerSlot.Size];
            if (LedgerSlot.State(slot) == LedgerSlot.Free)
            {
                continue;
            }

            if (LedgerSlot.TryRead(slot, out var entry))
            {
                entries.Add(entry);
            }
            else
            {
                damaged++;
            }
        }

        return new LedgerRemains(entries, damaged);
    }

    // Kept for a person to look at; the store must open all the same.
    private void SetAside()
    {
        _handle.Dispose();
        File.Move(_path, $"{_path}.damaged", overwrite: true);
        _handle = Open(_path);
    }

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
