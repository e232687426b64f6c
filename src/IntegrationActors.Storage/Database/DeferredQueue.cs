using System.Collections.Concurrent;

namespace IntegrationActors.Storage.Database;

/// <summary>Writes that nobody waits for, in order. They count until they are committed.</summary>
internal sealed class DeferredQueue
{
    public const int Limit = 50_000;
    public const long MostBytes = 64L * 1024 * 1024;

    private readonly ConcurrentQueue<DeferredWrite> _writes = new();
    private long _in;
    private long _out;
    private long _bytes;

    public long Count => Interlocked.Read(ref _in) - Interlocked.Read(ref _out);

    /// <summary>Nothing is refused, but whoever brings more is to be held off.</summary>
    public bool IsFull => Count >= Limit || Interlocked.Read(ref _bytes) >= MostBytes;

    /// <summary>How many came so far.</summary>
    public long Added => Interlocked.Read(ref _in);

    /// <summary>Adds a write.</summary>
    /// <returns>How many there are now.</returns>
    public long Add(DeferredWrite write)
    {
        var bytes = write.Bytes;
        if (bytes > 0)
        {
            Interlocked.Add(ref _bytes, bytes);
        }

        _writes.Enqueue(write);
        return Interlocked.Increment(ref _in) - Interlocked.Read(ref _out);
    }

    /// <summary>Moves writes into a batch until it is full.</summary>
    public void MoveTo(WriteBatch batch)
    {
        while (!batch.IsFull && _writes.TryDequeue(out var write))
        {
            batch.Add(write);
        }
    }

    /// <summary>So many are committed, or refused for good.</summary>
    public void Remove(int count, long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        Interlocked.Add(ref _out, count);
    }

    /// <summary>Whether all of the first <paramref name="count"/> are done.</summary>
    public bool AreDone(long count) => Interlocked.Read(ref _out) >= count;
}
