using System.Collections.Concurrent;
using System.Threading.Channels;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>One queue in memory.</summary>
internal sealed class MemoryQueue(QueueAccess access)
{
    private readonly Channel<MemoryEntry> _waiting = Channel.CreateUnbounded<MemoryEntry>();
    private readonly ConcurrentDictionary<string, MessageId> _known = new();

    public QueueAccess Access => access;

    /// <summary>Messages that were set aside.</summary>
    public ConcurrentQueue<MemoryEntry> Aside { get; } = new();

    /// <summary>Messages that were put in, in order.</summary>
    public ConcurrentQueue<MemoryEntry> Put { get; } = new();

    public int Waiting => _waiting.Reader.Count;

    public async ValueTask<QueuePut> PutAsync(QueuedMessage message, CancellationToken cancel)
    {
        if (message.DeduplicationId is { } key && _known.GetOrAdd(key, message.Id) is var first && first != message.Id)
        {
            return new QueuePut(first, IsDuplicate: true);
        }

        var entry = new MemoryEntry(message, await message.Message.Body.ReadTextAsync(cancel), message.Message.Headers.Copy());
        Put.Enqueue(entry);
        Return(entry);
        return new QueuePut(message.Id, IsDuplicate: false);
    }

    public void Return(MemoryEntry entry) => _waiting.Writer.TryWrite(entry);

    public ValueTask<MemoryEntry> TakeAsync(CancellationToken cancel) => _waiting.Reader.NextAsync(cancel);
}
