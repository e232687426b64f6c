using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>A message that was taken out of a queue in memory.</summary>
internal sealed class MemoryDelivery(MemoryEntry entry, MemoryQueue queue, QueueRetry retry, Action<MemoryDelivery> settled) : IQueueDelivery
{
    public MessageId Id => entry.Message.Id;

    public Message Message { get; } = new() { Headers = entry.Headers.Copy(), Body = Payload.FromText(entry.Body) };

    public IReadOnlyList<KeyValuePair<string, string>> Properties => entry.Message.Properties;

    public string? CorrelationId => entry.Message.CorrelationId;

    public MessageId? Predecessor => entry.Message.Predecessor;

    public string? Sender => entry.Message.Sender;

    public int Retries => entry.Retries;

    public DateTimeOffset Enqueued => DateTimeOffset.UnixEpoch;

    public DateTimeOffset OverdueAt => Enqueued + entry.Message.OverdueAfter;

    public bool WillRetry => retry.Attempts == 0 || entry.Retries + 1 < retry.Attempts;

    public DateTimeOffset RetryAt => Enqueued + retry.Interval;

    public ValueTask CompleteAsync(CancellationToken cancel)
    {
        settled(this);
        return default;
    }

    public ValueTask FailAsync(Fault fault, CancellationToken cancel)
    {
        settled(this);
        var again = WillRetry;
        entry.Retries++;
        if (again)
        {
            queue.Return(entry);
        }
        else
        {
            queue.Aside.Enqueue(entry);
        }

        return default;
    }

    public ValueTask ReleaseAsync()
    {
        settled(this);
        queue.Return(entry);
        return default;
    }
}
