using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>A message that a consumer has. What became of it is written until it is written, also while the store is out of order.</summary>
internal sealed class QueueDelivery(QueueConsumer consumer, long owner, QueueRow row) : IQueueDelivery
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private int _settled;

    public MessageId Id => row.Id;

    /// <summary>Its row.</summary>
    public long Number => row.Number;

    /// <summary>Which taking of the message this is.</summary>
    public long Taken => row.Taken;

    public required Message Message { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    public string? CorrelationId { get; init; }

    public MessageId? Predecessor { get; init; }

    public string? Sender { get; init; }

    public int Retries => row.Retries;

    /// <summary>How often its node died while it was being processed.</summary>
    public int Crashes => row.Crashes;

    public DateTimeOffset Enqueued => row.Enqueued;

    public DateTimeOffset OverdueAt => row.Overdue;

    public bool WillRetry => consumer.Retry.Attempts == 0 || row.Retries + 1 < consumer.Retry.Attempts;

    public DateTimeOffset RetryAt { get; } = consumer.Store.Time.GetUtcNow() + consumer.Retry.PauseAfter(row.Retries + 1, Random.Shared.NextDouble());

    /// <summary>Whether it was given out to be processed.</summary>
    public bool IsBegun { get; set; }

    /// <summary>The turn of a suspect; null for others.</summary>
    public IDisposable? Turn { get; init; }

    /// <summary>The message of a row. One that can't be read (a key that is not here, a damaged row) must not stop those behind it: it is set aside.</summary>
    /// <returns>Null when it was set aside.</returns>
    public static async ValueTask<QueueDelivery?> OpenAsync(QueueConsumer consumer, long owner, QueueRow row, IDisposable? turn)
    {
        try
        {
            var content = consumer.Store.Decrypt(row.Id, row.Content);
            return new QueueDelivery(consumer, owner, row)
            {
                Message = await consumer.Store.MessageOfAsync(row.Id, content, row.HasParts, CancellationToken.None),
                Properties = content.Properties,
                CorrelationId = content.CorrelationId,
                Predecessor = content.Predecessor,
                Sender = content.Sender,
                Turn = turn,
            };
        }
        catch (Exception e) when (e is CryptographicException or InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            await new QueueDelivery(consumer, owner, row) { Message = new Message(), Turn = turn }.SetAsideAsync(QueueFaults.Unreadable(e));
            return null;
        }
    }

    public ValueTask CompleteAsync(CancellationToken cancel) => SettleAsync(next: null, cancel);

    public ValueTask FailAsync(Fault fault, CancellationToken cancel)
    {
        var state = !WillRetry ? QueueMessageState.SetAside : consumer.Queue.Access == QueueAccess.Exclusive ? QueueMessageState.InLine : QueueMessageState.Retry;
        return SettleAsync(new QueueNext(state, RetryAt, row.Retries + 1, Crashes: 0, fault), cancel);
    }

    public ValueTask ReleaseAsync() => SettleAsync(new QueueNext(QueueMessageState.InLine, row.Enqueued, row.Retries, row.Crashes, Fault: null), CancellationToken.None);

    /// <summary>Sets the message aside without trying it.</summary>
    public ValueTask SetAsideAsync(Fault fault) => SettleAsync(new QueueNext(QueueMessageState.SetAside, row.Enqueued, row.Retries, row.Crashes, fault), CancellationToken.None);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SettleAsync(QueueNext? next, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _settled, 1) != 0)
        {
            throw new InvalidOperationException($"Message {Id} of queue '{consumer.Queue.Name}' was settled before.");
        }

        var isGivenUp = false;
        consumer.BeginSettling(IsBegun);
        try
        {
            await WriteAsync(next, cancel);
        }
        catch (FaultException e) when (e.Fault.Code == QueueFaults.Unavailable)
        {
            isGivenUp = true;
            throw;
        }
        finally
        {
            Turn?.Dispose();
            consumer.Queue.Holding.LetGo(row.Number, row.Taken);
            if (isGivenUp)
            {
                // Still ours in the table, and nobody here knows of it any more.
                consumer.Queue.Doubt();
            }

            consumer.Settled(next);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteAsync(QueueNext? next, CancellationToken cancel)
    {
        var settlement = new QueueSettlement(row.Number, row.Id, owner, row.Taken, next) { Stored = row.Stored, HasParts = row.HasParts };
        for (var tries = 0; ; tries++)
        {
            try
            {
                if (await consumer.Store.SettleAsync(settlement) || (tries > 0 && await IsWrittenAsync(next)))
                {
                    return;
                }

                consumer.NoteLoss();
                throw QueueFaults.IsStale(consumer.Queue.Name, Id);
            }
            catch (StoreUnavailableException e) when (consumer.Store.IsClosed || cancel.IsCancellationRequested)
            {
                throw QueueFaults.CannotSettle(consumer.Queue.Name, Id, e);
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(Pause, consumer.Store.Time, CancellationToken.None);
            }
        }
    }

    // A commit whose answer got lost may have been written.
    private Task<bool> IsWrittenAsync(QueueNext? next) => consumer.Store.IsSettledAsync(row, next);
}
