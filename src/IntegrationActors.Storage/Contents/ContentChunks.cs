using System.Buffers;
using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Keys;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Contents;

/// <summary>
/// Stores contents of any length with bounded memory. Up to <see cref="InlineLimit"/> they belong in the row of whoever stores them; larger ones are written here in
/// chunks, each encrypted for its place, before the row that refers to them. That row claims them in its own transaction (<see cref="Claim"/>) and gives them up with
/// it (<see cref="Release"/>); what nobody claimed within a day, since a node died in between, is swept by retention.
/// </summary>
internal sealed class ContentChunks(StoreContext store)
{
    /// <summary>Contents up to this many bytes are in the row.</summary>
    public const int InlineLimit = 64 * 1024;

    public const int ChunkSize = 256 * 1024;

    // Chunks of one content that wait for their commit at once: the disk is kept busy, the memory bounded.
    private const int Ahead = 4;

    // What is given up goes at once when it is small, else bit by bit with the next sweep: a transaction may not take long.
    private const long DeletedAtOnce = 4L * ChunkSize;

    private const string GiveUp = "UPDATE content SET claimed = 0, created = 0 WHERE id = ?1";

    private readonly EachWrite<Chunk, bool> _insert = new((connection, chunk) => Insert(connection, store.Usage, chunk));

    private sealed record Chunk(MessageId Content, StorageKind Kind, int Number, bool IsLast, byte[] Bytes, DateTimeOffset Now);

    /// <summary>Reads the content to its end and makes it ready for a row. Chunks are durable when it completes. An unread stream is spent afterwards.</summary>
    /// <param name="kind">What it is counted as. The quota is checked for <see cref="StorageKind.Contents"/>.</param>
    /// <param name="purpose">What the row is, for a content that is encrypted in it.</param>
    /// <param name="content">Stays with the caller.</param>
    /// <param name="cancel">Gives up; chunks that were written are swept.</param>
    /// <exception cref="FaultException">IA3504: over the quota. IA3500: the store can't be written.</exception>
    public async ValueTask<StoredContent> WriteAsync(StorageKind kind, string purpose, Payload content, CancellationToken cancel)
    {
        if (content.TryGetMemory(out var memory) && memory.Length <= InlineLimit)
        {
            Check(kind, memory.Length);
            return new StoredContent(memory.Length, store.Protect(purpose, memory.Span), null);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            await using var source = content.OpenRead();
            var first = await FillAsync(source, buffer, cancel);
            Check(kind, first);
            return first <= InlineLimit
                ? new StoredContent(first, store.Protect(purpose, buffer.AsSpan(0, first)), null)
                : await WriteChunksAsync(kind, source, (buffer, first), cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The content of a row. It belongs to the caller; a large one is in a file of the spool.</summary>
    /// <param name="purpose">As it was written.</param>
    /// <param name="content">The columns of the row.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="InvalidDataException">Chunks are missing: the row was deleted meanwhile, or the database is damaged.</exception>
    public async ValueTask<Payload> ReadAsync(string purpose, StoredContent content, CancellationToken cancel)
    {
        if (content.Inline is { } inline)
        {
            return Payload.FromBytes(store.Unprotect(purpose, inline));
        }

        var id = content.Chunks ?? throw new InvalidDataException("A stored content has neither bytes nor chunks.");
        await using var writer = new PayloadWriter(store.Spool, (int)Math.Min(content.Length, int.MaxValue));
        var count = CountOf(content.Length);
        for (var number = 0; number < count; number++)
        {
            var record = await store.ReadAsync(connection => Find(connection, id, number), cancel);
            writer.Write(store.Unprotect(Purpose(id, number, isLast: number == count - 1), record));
        }

        return writer.Length == content.Length
            ? writer.ToPayload()
            : throw new InvalidDataException($"Content {id} has {writer.Length} bytes instead of {content.Length}.");
    }

    /// <summary>Makes chunks part of a row, in the transaction that writes it.</summary>
    /// <exception cref="InvalidOperationException">They were swept: the writer waited for more than a day.</exception>
    public static void Claim(StoreConnection connection, MessageId? chunks)
    {
        if (chunks is { } id && !Mark(connection, id, "UPDATE content SET claimed = 1 WHERE id = ?1 AND created > 0"))
        {
            throw new InvalidOperationException($"Content {id} was given up before a row claimed it.");
        }
    }

    /// <summary>Gives chunks up, in the transaction that deletes their row.</summary>
    public void Release(StoreConnection connection, MessageId? chunks)
    {
        if (chunks is not { } id)
        {
            return;
        }

        Span<byte> key = stackalloc byte[16];
        id.WriteTo(key);
        StorageKind? kind;
        using (var delete = connection.Prepare("DELETE FROM content WHERE id = ?1 AND claimed = 1 AND length <= ?2 RETURNING kind"))
        {
            kind = delete.Bind(1, key).Bind(2, DeletedAtOnce).Step() ? (StorageKind)delete.Int32(0) : null;
        }

        if (kind is { } counted)
        {
            DeleteChunks(connection, id, counted, int.MaxValue);
        }
        else
        {
            Mark(connection, id, GiveUp);
        }
    }

    /// <summary>Gives chunks up that no row will claim: they count against the quota until they are swept, so they are not left for a day.</summary>
    public async Task GiveUpAsync(MessageId content)
    {
        try
        {
            await store.WriteAsync(connection => Mark(connection, content, GiveUp));
        }
        catch (FaultException)
        {
            // The store can't be written; retention finds the orphan.
        }
    }

    /// <summary>Deletes some chunks of contents that nobody claimed and that were begun before <paramref name="before"/>, and of those that were given up.</summary>
    /// <returns>How many chunks; fewer than <paramref name="most"/> when none is left.</returns>
    public int Sweep(StoreConnection connection, DateTimeOffset before, int most)
    {
        var deleted = 0;
        while (deleted < most && FindUnclaimed(connection, before) is { } orphan)
        {
            // From here on nobody can claim it.
            Mark(connection, orphan.Id, GiveUp);
            var chunks = DeleteChunks(connection, orphan.Id, orphan.Kind, most - deleted);
            if (chunks < most - deleted)
            {
                Mark(connection, orphan.Id, "DELETE FROM content WHERE id = ?1");
            }

            // A content without chunks counts too, so that the loop ends.
            deleted += Math.Max(1, chunks);
        }

        return deleted;
    }

    private async Task<StoredContent> WriteChunksAsync(StorageKind kind, Stream source, (byte[] Buffer, int Length) first, CancellationToken cancel)
    {
        var id = store.NewId();
        var (buffer, length, total, number) = (first.Buffer, first.Length, 0L, 0);
        var writing = new Queue<Task>(Ahead);
        var next = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            // One chunk is read ahead, because the last one is encrypted as such: a content that was cut off does not open.
            while (length > 0)
            {
                var following = length < ChunkSize ? 0 : await FillAsync(source, next, cancel);
                Check(kind, length);
                var isLast = following == 0;
                var record = store.Protect(Purpose(id, number, isLast), buffer.AsSpan(0, length));
                writing.Enqueue(store.WriteAsync(_insert, new Chunk(id, kind, number++, isLast, record, store.Now), cancel));
                total += length;
                if (writing.Count == Ahead)
                {
                    await writing.Dequeue();
                }

                (buffer, next, length) = (next, buffer, following);
            }

            await Task.WhenAll(writing);
            await store.WriteAsync(connection => SetLength(connection, id, total), cancel);
            return new StoredContent(total, null, id);
        }
        catch (Exception e)
        {
            var givingUp = GiveUpAsync(id, writing);
            await (e is OperationCanceledException ? Task.CompletedTask : givingUp);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(ReferenceEquals(buffer, first.Buffer) ? next : buffer);
        }
    }

    // Whoever is cancelled does not wait for the database once more.
    private async Task GiveUpAsync(MessageId id, IEnumerable<Task> writing)
    {
        await Task.WhenAll(writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await GiveUpAsync(id);
    }

    private void Check(StorageKind kind, long bytes)
    {
        if (kind == StorageKind.Contents)
        {
            store.Usage.CheckContents(bytes);
        }
    }

    private int DeleteChunks(StoreConnection connection, MessageId content, StorageKind kind, int most)
    {
        Span<byte> id = stackalloc byte[16];
        content.WriteTo(id);
        var (count, bytes) = (0, 0L);
        using (var delete = connection.Prepare(
            "DELETE FROM content_chunk WHERE content = ?1 AND number IN (SELECT number FROM content_chunk WHERE content = ?1 ORDER BY number LIMIT ?2) RETURNING length(bytes)"))
        {
            delete.Bind(1, id).Bind(2, most);
            while (delete.Step())
            {
                count++;
                bytes += delete.Int64(0);
            }
        }

        store.Usage.Adjust(connection, kind, -bytes);
        return count;
    }

    private static bool Insert(StoreConnection connection, StorageUsage usage, Chunk chunk)
    {
        Span<byte> id = stackalloc byte[16];
        chunk.Content.WriteTo(id);
        if (chunk.Number == 0)
        {
            using var begin = connection.Prepare("INSERT INTO content (id, kind, created, claimed, length) VALUES (?1, ?2, ?3, 0, 0)");
            begin.Bind(1, id).Bind(2, (int)chunk.Kind).Bind(3, StoreTime.Write(chunk.Now)).Run();
        }

        using var insert = connection.Prepare("INSERT INTO content_chunk (content, number, last, bytes) VALUES (?1, ?2, ?3, ?4)");
        insert.Bind(1, id).Bind(2, chunk.Number).Bind(3, chunk.IsLast ? 1 : 0).Bind(4, chunk.Bytes).Run();
        usage.Adjust(connection, chunk.Kind, chunk.Bytes.Length);
        return true;
    }

    private static bool SetLength(StoreConnection connection, MessageId content, long length)
    {
        Span<byte> id = stackalloc byte[16];
        content.WriteTo(id);
        using var update = connection.Prepare("UPDATE content SET length = ?2 WHERE id = ?1");
        return update.Bind(1, id).Bind(2, length).Run() == 1;
    }

    private static byte[] Find(StoreConnection connection, MessageId content, int number)
    {
        Span<byte> id = stackalloc byte[16];
        content.WriteTo(id);
        using var find = connection.Prepare("SELECT bytes FROM content_chunk WHERE content = ?1 AND number = ?2");
        return find.Bind(1, id).Bind(2, number).Step()
            ? find.Blob(0).ToArray()
            : throw new InvalidDataException($"Chunk {number} of content {content} is missing.");
    }

    private static (MessageId Id, StorageKind Kind)? FindUnclaimed(StoreConnection connection, DateTimeOffset before)
    {
        using var find = connection.Prepare("SELECT id, kind FROM content WHERE claimed = 0 AND created < ?1 ORDER BY created LIMIT 1");
        return find.Bind(1, StoreTime.Write(before)).Step() ? (MessageId.Read(find.Blob(0)), (StorageKind)find.Int32(1)) : null;
    }

    private static bool Mark(StoreConnection connection, MessageId content, string sql)
    {
        Span<byte> id = stackalloc byte[16];
        content.WriteTo(id);
        using var mark = connection.Prepare(sql);
        return mark.Bind(1, id).Run() == 1;
    }

    private static async ValueTask<int> FillAsync(Stream source, byte[] buffer, CancellationToken cancel) =>
        await source.ReadAtLeastAsync(buffer.AsMemory(0, ChunkSize), ChunkSize, throwOnEndOfStream: false, cancel);

    private static long CountOf(long length) => (length + ChunkSize - 1) / ChunkSize;

    /// <summary>What a chunk is encrypted for.</summary>
    public static string Purpose(RowKey row) => Purpose(MessageId.Read(row.Blob(0)), (int)row.Number(1), row.Number(2) != 0);

    private static string Purpose(MessageId content, int number, bool isLast) =>
        string.Create(CultureInfo.InvariantCulture, $"content/{content}/{number}{(isLast ? "/last" : "")}");
}
