using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Stores.Queues;
using IntegrationActors.Storage.Database;
using IntegrationActors.Storage.Queues;
using IntegrationActors.Storage.Quotas;
using Microsoft.Extensions.Time.Testing;

namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>What one incarnation of a node does: consumes all queues, each message in its own time and with its own end.</summary>
internal sealed class QueueWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly StoreOptions Options = new() { DataDirectory = Path.GetTempPath() };
    private static readonly Fault Refusal = new("IA3001", "The receiver said no.");

    private readonly Dictionary<string, IQueueConsumer> _consumers = new(StringComparer.Ordinal);
    private readonly QueueWatch _watch;
    private readonly FakeTimeProvider _time;
    private readonly Random _dice;

    public QueueWork(SimulatedNode node, SimulatedDatabase database, QueueWatch watch, FakeTimeProvider time, Random dice)
    {
        (Node, _watch, _time, _dice) = (node, watch, time, dice);
        var context = new StoreContext("acme", new StoreDatabase(node.Writer, database), new PlainProtector(), time, Options, new StorageUsage("acme", Options.Quota));
        var store = new QueueStore(context, new ContentStores(context).Parts, new SuspectGate(time));
        Queues = new TenantQueues(store, new QueuesOptions(node.Name, IsShared: true, MostQueues: 10));
    }

    public SimulatedNode Node { get; }

    public TenantQueues Queues { get; }

    /// <summary>The end of the run: no message fails any more.</summary>
    public bool IsCalm { get; set; }

    public void Start(IEnumerable<string> queues) => Node.Enter(() =>
    {
        foreach (var queue in queues)
        {
            Track(ConsumeAsync(queue));
        }
    });

    /// <summary>A new version of the flow takes over.</summary>
    public void Redeploy(string queue)
    {
        if (_consumers.Remove(queue, out var old))
        {
            _watch.Note($"{queue} redeployed on {Node.Name}");
            Node.Enter(() =>
            {
                Track(old.DisposeAsync().AsTask());
                Track(ConsumeAsync(queue));
            });
        }
    }

    /// <summary>Whatever fails in a way that nobody expects is told.</summary>
    public void Track(Task task)
    {
        _ = WatchAsync();

        async Task WatchAsync()
        {
            try
            {
                await task;
            }
            catch (Exception e)
            {
                _watch.Failed(Node.Name, e);
            }
        }
    }

    private async Task ConsumeAsync(string queue)
    {
        var consumer = await OpenAsync(queue);
        _consumers[queue] = consumer;
        while (true)
        {
            if (await NextAsync(consumer) is not { } delivery)
            {
                await Task.Delay(Pause, _time);
                continue;
            }

            var number = int.Parse(delivery.Message.Body.AsText(), System.Globalization.CultureInfo.InvariantCulture);
            _watch.Delivered(queue, number, Node.Name);
            var processing = ProcessAsync(queue, number, delivery);
            if (QueueWatch.IsExclusive(queue))
            {
                await processing;
            }
            else
            {
                Track(processing);
            }
        }
    }

    private async Task<IQueueConsumer> OpenAsync(string queue)
    {
        var access = QueueWatch.IsExclusive(queue) ? QueueAccess.Exclusive : QueueAccess.NonExclusive;
        var retry = new QueueRetry { Attempts = QueueWatch.IsExclusive(queue) ? 0 : 3, Interval = TimeSpan.FromSeconds(2), Crashes = QueueWatch.IsExclusive(queue) ? 1000 : 3, Jitter = 0 };
        while (true)
        {
            try
            {
                await Queues.DeclareAsync(new QueueDeclaration(queue, access), CancellationToken.None);
                return await Queues.OpenAsync(queue, new QueueConsumerOptions { Concurrency = access == QueueAccess.Exclusive ? 1 : 3, Retry = retry }, CancellationToken.None);
            }
            catch (Exception e) when (e is FaultException or StoreUnavailableException)
            {
                await Task.Delay(Pause, _time);
            }
        }
    }

    private static async Task<IQueueDelivery?> NextAsync(IQueueConsumer consumer)
    {
        try
        {
            return await consumer.NextAsync(CancellationToken.None);
        }
        catch (FaultException)
        {
            return null;
        }
    }

    private async Task ProcessAsync(string queue, int number, IQueueDelivery delivery)
    {
        await TakeTimeAsync();
        try
        {
            switch (IsCalm ? 0 : _dice.Next(20))
            {
                case 0 or > 5:
                    _watch.Processed(queue, number);
                    await delivery.CompleteAsync(CancellationToken.None);
                    break;
                case > 2:
                    await delivery.FailAsync(Refusal, CancellationToken.None);
                    break;
                default:
                    await delivery.ReleaseAsync();
                    break;
            }
        }
        catch (FaultException)
        {
            _watch.Note($"{queue} {number} on {Node.Name}: somebody else has it");
        }
    }

    private async Task TakeTimeAsync()
    {
        for (var i = IsCalm ? 0 : _dice.Next(3); i > 0; i--)
        {
            await Task.Yield();
        }

        if (!IsCalm && _dice.Next(8) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_dice.Next(20_000)), _time);
        }
    }
}
