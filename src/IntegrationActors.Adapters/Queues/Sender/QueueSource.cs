using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Queues.Sender;

/// <summary>The messages of a queue. Its consumer stays open until the last message is settled: what is not settled when it closes is given back.</summary>
internal sealed class QueueSource(IQueues queues, string queue, QueueConsumerOptions options) : IMessageSource
{
    private IQueueConsumer? _consumer;

    // The consumer sees to it that no more are worked on than it was told.
    public int Concurrency => options.Concurrency + QueueConsumerOptions.MostSettling;

    public async ValueTask ConnectAsync(CancellationToken cancel) => _consumer ??= await queues.OpenAsync(queue, options, cancel);

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            yield return QueueReceipt.Of(await _consumer!.NextAsync(cancel));
        }
    }

    public ValueTask DisposeAsync() => _consumer?.DisposeAsync() ?? default;
}
