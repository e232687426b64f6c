using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Queues;

/// <summary>What all queues of a store share.</summary>
internal sealed class QueueStore(string tenant, StoreDatabase database, ISecretProtector protector, TimeProvider time)
{
    private readonly PutQueueMessages _put = new();
    private readonly SettleQueueMessages _settle = new();

    public StoreDatabase Database => database;

    public TimeProvider Time => time;

    public required SuspectGate Suspects { get; init; }

    /// <summary>The incarnation that messages are taken by; see <see cref="StoreOwners"/>.</summary>
    public long Owner { get; set; }

    /// <summary>No message can be taken or settled any more.</summary>
    public bool IsClosed { get; set; }

    public Task<QueueInserted> PutAsync(QueueInsert message) => database.WriteAsync(_put, message);

    public Task<bool> SettleAsync(QueueSettlement settlement) => database.WriteAsync(_settle, settlement);

    public byte[] Encrypt(Core.Exchanges.MessageId id, ReadOnlySpan<byte> packed) => protector.Protect(tenant, QueueContent.Purpose(id), packed);

    public QueueContent Decrypt(QueueRow row) => QueueContent.Unpack(protector.Unprotect(tenant, QueueContent.Purpose(row.Id), row.Content));

    /// <summary>Lets other nodes have an exclusive queue.</summary>
    public Task<int> LeaveAsync(long queue)
    {
        var owner = Owner;
        return database.WriteAsync(connection =>
        {
            using var leave = connection.Prepare("UPDATE queue SET owner = NULL WHERE id = ?1 AND owner = ?2");
            return leave.Bind(1, queue).Bind(2, owner).Run();
        });
    }

    /// <summary>Whether the message is still there, whoever has it.</summary>
    public Task<bool> HasAsync(long number) => database.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare("SELECT 1 FROM queue_message WHERE number = ?1");
            return find.Bind(1, number).Step();
        },
        CancellationToken.None);

    /// <summary>The message as it was put in.</summary>
    public static Message MessageOf(QueueContent content) => new() { Headers = content.Headers, Body = Payload.FromBytes(content.Body) };
}
