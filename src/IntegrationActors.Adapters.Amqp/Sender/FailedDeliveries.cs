using System.Collections.Concurrent;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>How often messages failed on this node, by their ids, for brokers that do not count. Remembers some thousands; what it forgot is tried more often.</summary>
internal sealed class FailedDeliveries
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    public int Of(string? id) => id is not null && _failures.TryGetValue(id, out var count) ? count : 0;

    public void Add(string? id)
    {
        if (id is null)
        {
            return;
        }

        if (_failures.Count >= Most)
        {
            _failures.Clear();
        }

        _failures.AddOrUpdate(id, 1, static (_, before) => before + 1);
    }

    public void Forget(string? id)
    {
        if (id is not null)
        {
            _failures.TryRemove(id, out _);
        }
    }
}
