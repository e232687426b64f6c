using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>
/// The runs that are not in the table yet, in a mapped file. A begin is a memory write of 300 bytes, no system call: pages that a process wrote stay
/// in the cache of the kernel when it dies, so <c>kill -9</c> loses none. (A power failure may; what was acknowledged durably is not here.) A slot is taken at
/// the begin, completed at the end, and freed after the row is committed.
/// </summary>
internal sealed class RunLedger : IDisposable
{
    public const int NoSlot = -1;
    private const int MaxSegments = 256;

    private readonly LedgerFile _file;
    private readonly LedgerSegment?[] _segments = new LedgerSegment?[MaxSegments];
    private readonly FreeSlots _free;
    private readonly Lock _growing = new();
    private volatile int _count;
    private volatile bool _full;

    /// <summary>Begins with an empty ledger.</summary>
    /// <param name="file">Its remains must be in the table: they are forgotten here.</param>
    public RunLedger(LedgerFile file)
    {
        _file = file;
        _free = new FreeSlots(_segments);
        _file.Clear();
        Append();
    }

    /// <summary>True when the last message got no slot: it runs, but a crash would lose it. Flows admit no more until a slot is free.</summary>
    public bool IsFull => _full;

    /// <summary>Takes a slot and notes the run in it.</summary>
    /// <returns>The slot, or <see cref="NoSlot"/> when the ledger can't grow.</returns>
    public int Begin(MessageRecord record)
    {
        int slot;
        while (!_free.TryTake(out slot))
        {
            if (!TryGrow())
            {
                return NoSlot;
            }
        }

        Segment(slot).Use(slot % LedgerSegment.Slots, record, static (memory, r) => LedgerSlot.WriteBegin(memory, r));
        return slot;
    }

    public void End(int slot, MessageRecord record) =>
        Segment(slot).Use(slot % LedgerSegment.Slots, record, static (memory, r) => LedgerSlot.WriteEnd(memory, r));

    public void Release(int slot)
    {
        Segment(slot).Use(slot % LedgerSegment.Slots, 0, static (memory, _) => LedgerSlot.SetState(memory, LedgerSlot.Free));
        _free.Put(slot);
        if (_full)
        {
            _full = false;
        }
    }

    /// <summary>The runs that are in the ledger now. Not a moment in time: runs begin and end meanwhile.</summary>
    public List<LedgerEntry> Snapshot()
    {
        var entries = new List<LedgerEntry>();
        for (var i = 0; i < _count * LedgerSegment.Slots; i++)
        {
            Segment(i).Use(i % LedgerSegment.Slots, entries, static (memory, found) =>
            {
                Span<byte> copy = stackalloc byte[LedgerSlot.Size];
                if (LedgerSlot.State(memory) == LedgerSlot.Free)
                {
                    return;
                }

                memory.CopyTo(copy);
                if (LedgerSlot.State(copy) != LedgerSlot.Free && LedgerSlot.TryRead(copy, out var entry))
                {
                    found.Add(entry);
                }
            });
        }

        return entries;
    }

    public void Dispose()
    {
        for (var i = 0; i < _count; i++)
        {
            _segments[i]!.Dispose();
        }

        _file.Dispose();
    }

    private LedgerSegment Segment(int slot) => _segments[slot / LedgerSegment.Slots]!;

    private bool TryGrow()
    {
        lock (_growing)
        {
            // Another thread may have grown it, or a slot came back, while this one waited.
            if (_free.TryTake(out var slot))
            {
                _free.Put(slot);
                return true;
            }

            try
            {
                return Append();
            }
            catch (IOException)
            {
                _full = true;
                return false;
            }
        }
    }

    private bool Append()
    {
        var index = _count;
        if (index == MaxSegments)
        {
            _full = true;
            return false;
        }

        _segments[index] = _file.Append(index);
        _count = index + 1;
        for (var slot = ((index + 1) * LedgerSegment.Slots) - 1; slot >= index * LedgerSegment.Slots; slot--)
        {
            _free.Put(slot);
        }

        return true;
    }
}
