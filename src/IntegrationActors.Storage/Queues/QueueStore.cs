using System.Buffers;
using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Contents;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Idempotency;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage.Queues;

/// <summary>What all queues of a store share. A small message is one row; one that is large or has attachments has its parts beside it, under its id.</summary>
internal sealed class QueueStore(StoreContext context, MessageParts parts, SuspectGate suspects)
{
    private const string WriterHeader = "SAP_IntegrationFlowID";
    private const int LargestBuffer = 16 * 1024;

    private readonly PutQueueMessages _put = new(context, parts);
    private readonly QueueDeletion _deletion = new(context, parts);
    private readonly SettleQueueMessages _settle = new(new QueueDeletion(context, parts));
    private ArrayBufferWriter<byte>? _buffer;

    public StoreDatabase Database => context.Database;

    public TimeProvider Time => context.Time;

    public SuspectGate Suspects => suspects;

    /// <summary>The incarnation that messages are taken by; see <see cref="StoreOwners"/>.</summary>
    public long Owner { get; set; }

    /// <summary>No message can be taken or settled any more.</summary>
    public bool IsClosed { get; set; }

    public Task<QueueInserted> PutAsync(QueueInsert message) => Database.WriteAsync(_put, message);

    public Task<bool> SettleAsync(QueueSettlement settlement) => Database.WriteAsync(_settle, settlement);

    /// <summary>The row of a message; its parts, if it has any, are on the disk already.</summary>
    /// <exception cref="FaultException">IA3504: over the quota. IA3500: the store can't be written.</exception>
    public async ValueTask<QueueInsert> RowAsync(TenantQueue queue, QueuedMessage message, CancellationToken cancel)
    {
        var isSmall = !message.Message.HasAttachments && message.Message.Body.TryGetMemory(out var body) && body.Length <= ContentChunks.InlineLimit;
        var stored = isSmall ? null : await parts.PrepareAsync(StorageKind.Contents, message.Id, message.Message, message.Properties, cancel);
        message.Message.Body.TryGetMemory(out body);
        var (content, packed) = Seal(message, isSmall ? body.Span : []);
        var now = context.Now;
        return new QueueInsert
        {
            Queue = queue,
            Id = message.Id,
            Enqueued = now,
            Overdue = now + message.OverdueAfter,
            Expires = now + message.ExpiresAfter,
            Size = packed + (stored?.Length ?? 0),
            Content = content,
            Parts = stored,
            DeduplicationId = message.DeduplicationId is { } id ? IdempotentStore.KeyOf(id) : null,
            RememberUntil = now + message.RememberFor,
        };
    }

    /// <summary>Gives up the parts of a message that was not put in.</summary>
    public async ValueTask AbandonAsync(QueueInsert message)
    {
        if (message.Parts is not { } stored)
        {
            return;
        }

        try
        {
            await Database.WriteAsync(connection =>
            {
                parts.Abandon(connection, stored);
                return true;
            });
        }
        catch (StoreUnavailableException)
        {
            // Retention sweeps what nobody claimed.
        }
    }

    public QueueContent Decrypt(MessageId id, byte[] content) => QueueContent.Unpack(context.Unprotect(QueueContent.Purpose(id), content));

    /// <summary>The flow that put a message in; null when its content does not tell.</summary>
    public string? WriterOf(MessageId id, byte[] packed)
    {
        try
        {
            return Decrypt(id, packed).Headers[WriterHeader];
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Adds what only the content tells; nothing when it can't be read.</summary>
    public QueueEntry Describe(QueueEntry entry, byte[] packed)
    {
        try
        {
            var content = Decrypt(entry.Id, packed);
            return entry with { Sender = content.Sender, CorrelationId = content.CorrelationId, Predecessor = content.Predecessor };
        }
        catch (CryptographicException)
        {
            return entry;
        }
    }

    /// <summary>The message as it was put in.</summary>
    /// <exception cref="InvalidDataException">Its parts are missing.</exception>
    public async ValueTask<Message> MessageOfAsync(MessageId id, QueueContent content, bool hasParts, CancellationToken cancel)
    {
        if (!hasParts)
        {
            return new Message { Headers = content.Headers, Body = Payload.FromBytes(content.Body) };
        }

        var opened = await parts.OpenAsync(id, cancel) ?? throw new InvalidDataException($"The parts of message {id} are missing.");
        return opened.Message;
    }

    /// <summary>
    /// Lets other nodes have an exclusive queue of which nothing is being processed here. What this node took without being told so goes back with it: the next one would take
    /// what stands behind.
    /// </summary>
    public Task<int> LeaveAsync(long queue)
    {
        var owner = Owner;
        return Database.WriteAsync(connection =>
        {
            DoubtfulHolding.Nothing.Release(connection, queue, owner);
            using var leave = connection.Prepare("UPDATE queue SET owner = NULL WHERE id = ?1 AND owner = ?2");
            return leave.Bind(1, queue).Bind(2, owner).Run();
        });
    }

    /// <summary>Deletes a message that nobody has, with all that belongs to it.</summary>
    /// <returns>False when somebody has it, or it is gone.</returns>
    public bool Delete(StoreConnection connection, long number) => _deletion.DeleteFree(connection, number);

    /// <summary>Whether a settlement was written whose answer got lost: the message is gone, or goes on as it was to.</summary>
    public Task<bool> IsSettledAsync(QueueRow row, QueueNext? next) => Database.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare("SELECT taken, owner, retries, state FROM queue_message WHERE number = ?1 AND id = ?2");
            var isThere = find.Bind(1, row.Number).Bind(2, row.Id).Step();
            return next is null
                ? !isThere
                : isThere && find.Int64(0) == row.Taken && find.IsNull(1) && find.Int32(2) == next.Retries && find.Int32(3) == (int)next.State;
        },
        CancellationToken.None);

    // Packed into memory that is used again: only what is stored becomes an array of its own.
    private (byte[] Content, int Packed) Seal(QueuedMessage message, ReadOnlySpan<byte> body)
    {
        var buffer = Interlocked.Exchange(ref _buffer, null) ?? new ArrayBufferWriter<byte>(LargestBuffer / 4);
        QueueContent.Pack(buffer, message, body);
        var packed = buffer.WrittenCount;
        context.Usage.CheckContents(packed);
        var content = context.Protect(QueueContent.Purpose(message.Id), buffer.WrittenSpan);
        if (buffer.Capacity <= LargestBuffer)
        {
            buffer.ResetWrittenCount();
            Volatile.Write(ref _buffer, buffer);
        }

        return (content, packed);
    }
}
