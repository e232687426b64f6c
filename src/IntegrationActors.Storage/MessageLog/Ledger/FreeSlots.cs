namespace IntegrationActors.Storage.MessageLog.Ledger;

/// <summary>
/// The list of free slots: last in, first out, so that a quiet store touches few pages. Without locks; the upper half of the head counts changes, so that a
/// head that was taken and put back in between is noticed.
/// </summary>
internal sealed class FreeSlots(LedgerSegment?[] segments)
{
    private long _head;

    public bool TryTake(out int slot)
    {
        while (true)
        {
            var head = Interlocked.Read(ref _head);
            slot = (int)(uint)head - 1;
            if (slot < 0)
            {
                return false;
            }

            var next = Volatile.Read(ref Next(slot));
            if (Interlocked.CompareExchange(ref _head, Changed(head, next), head) == head)
            {
                return true;
            }
        }
    }

    public void Put(int slot)
    {
        while (true)
        {
            var head = Interlocked.Read(ref _head);
            Volatile.Write(ref Next(slot), (int)(uint)head);
            if (Interlocked.CompareExchange(ref _head, Changed(head, slot + 1), head) == head)
            {
                return;
            }
        }
    }

    private static long Changed(long head, int first) => (((head >> 32) + 1) << 32) | (uint)first;

    private ref int Next(int slot) => ref segments[slot / LedgerSegment.Slots]!.NextFree[slot % LedgerSegment.Slots];
}
