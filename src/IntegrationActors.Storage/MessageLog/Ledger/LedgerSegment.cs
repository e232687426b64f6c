using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>A mapped part of the ledger file with its share of the list of free slots.</summary>
internal sealed unsafe class LedgerSegment : IDisposable
{
    public const int Slots = 1024;
    public const int Bytes = Slots * LedgerSlot.Size;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Maps a segment.</summary>
    /// <param name="ledger">The ledger file, long enough: its blocks are written, since a hole in a full disk would end the process with a signal.</param>
    /// <param name="offset">Where the segment begins.</param>
    public LedgerSegment(SafeFileHandle ledger, long offset)
    {
        _file = MemoryMappedFile.CreateFromFile(ledger, mapName: null, 0, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        _view = _file.CreateViewAccessor(offset, Bytes, MemoryMappedFileAccess.ReadWrite);
    }

    /// <summary>For each free slot the next one in the list, plus one.</summary>
    public int[] NextFree { get; } = new int[Slots];

    /// <summary>Lets <paramref name="use"/> work on a slot; the mapping stays while it does, even if the ledger is disposed of meanwhile.</summary>
    public void Use<TState>(int slot, TState state, SlotAction<TState> use)
    {
        var handle = _view.SafeMemoryMappedViewHandle;
        byte* memory = null;
        handle.AcquirePointer(ref memory);
        try
        {
            use(new Span<byte>(memory + _view.PointerOffset + ((long)slot * LedgerSlot.Size), LedgerSlot.Size), state);
        }
        finally
        {
            handle.ReleasePointer();
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}

internal delegate void SlotAction<in TState>(Span<byte> slot, TState state);
