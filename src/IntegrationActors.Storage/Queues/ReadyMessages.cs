using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.Queues;

/// <summary>Messages that a consumer has and has not handed out.</summary>
internal sealed class ReadyMessages
{
    private readonly ConcurrentQueue<QueueDelivery> _ready = new();

    public int Count => _ready.Count;

    public void Add(QueueDelivery delivery) => _ready.Enqueue(delivery);

    public bool TryPeek([NotNullWhen(true)] out QueueDelivery? delivery) => _ready.TryPeek(out delivery);

    public bool TryTake([NotNullWhen(true)] out QueueDelivery? delivery) => _ready.TryDequeue(out delivery);

    /// <summary>Gives all back.</summary>
    public Task ReleaseAllAsync()
    {
        var releases = new List<Task>();
        while (_ready.TryDequeue(out var delivery))
        {
            releases.Add(ReleaseAsync(delivery));
        }

        return Task.WhenAll(releases);
    }

    /// <summary>Gives a message back that was not processed.</summary>
    public static async Task ReleaseAsync(QueueDelivery delivery)
    {
        try
        {
            await delivery.ReleaseAsync();
        }
        catch (FaultException)
        {
            // Given to others already, or the store is closed: then the next start takes it back.
        }
        finally
        {
            await delivery.Message.Body.DisposeAsync();
        }
    }
}
