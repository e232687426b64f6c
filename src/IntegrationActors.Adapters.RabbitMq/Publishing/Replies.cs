using System.Collections.Concurrent;
using IntegrationActors.Adapters.RabbitMq.Messages;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace IntegrationActors.Adapters.RabbitMq.Publishing;

/// <summary>Answers that come straight to the channel that asked (<c>amq.rabbitmq.reply-to</c>), by the correlation id of the question. Answers that nobody waits for any more are let go.</summary>
internal sealed class Replies(IChannel channel, string shown, PayloadSpool spool) : IAsyncBasicConsumer
{
    /// <summary>The queue that is none: the broker hands its messages to the channel that published the question.</summary>
    public const string Queue = "amq.rabbitmq.reply-to";

    private readonly ConcurrentDictionary<string, TaskCompletionSource<Reply>> _waiting = new(StringComparer.Ordinal);

    IChannel? IAsyncBasicConsumer.Channel => channel;

    /// <summary>The answer to come.</summary>
    /// <exception cref="FaultException">IA3913: another message waits under the same id.</exception>
    public Task<Reply> Expect(string id)
    {
        var answer = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _waiting.TryAdd(id, answer)
            ? answer.Task
            : throw RabbitMqFaults.Value("'correlationId'", id, "is the id of another message that waits for its reply");
    }

    public void Forget(string id) => _waiting.TryRemove(id, out _);

    async Task IAsyncBasicConsumer.HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (properties.CorrelationId is not { } id || !_waiting.TryRemove(id, out var answer))
        {
            return;
        }

        var reply = new Reply(new BasicProperties(properties), ReceivedProperties.BodyOf(body.Span, properties, spool));
        if (!answer.TrySetResult(reply))
        {
            await reply.Body.DisposeAsync();
        }
    }

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => EndAsync(RabbitMqFaults.OfReason(reason, shown, "waiting for a reply"));

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) => EndAsync(RabbitMqFaults.CancelledBy(shown, Queue));

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private Task EndAsync(Fault why)
    {
        foreach (var (id, answer) in _waiting)
        {
            answer.TrySetException(new FaultException(RabbitMqFaults.NoReply, $"{why.Message} The message was sent, its reply is lost.", "Send it again if the other side can tell doubles apart.", why.Cause));
            Forget(id);
        }

        return Task.CompletedTask;
    }
}
