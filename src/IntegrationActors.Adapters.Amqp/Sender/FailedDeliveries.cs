using System.Collections.Concurrent;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>How often messages failed on this node, for brokers that do not count. Remembers some thousands; what it forgot is tried more often.</summary>
internal sealed class FailedDeliveries
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Whether there is nothing to look for.</summary>
    public bool IsEmpty => _failures.IsEmpty;

    public int Of(string message) => _failures.GetValueOrDefault(message);

    public void Add(string message)
    {
        if (_failures.Count >= Most)
        {
            _failures.Clear();
        }

        _failures.AddOrUpdate(message, 1, static (_, before) => before + 1);
    }

    public void Forget(string message) => _failures.TryRemove(message, out _);
}
