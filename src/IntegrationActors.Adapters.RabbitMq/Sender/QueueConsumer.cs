using System.Threading.Channels;
using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Adapters.RabbitMq.Messages;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>
/// A subscription to one queue on a channel of its own. It puts what comes into memory and on the line of the source, at most as many messages as were asked for. When it ends, for whatever reason, the
/// broker has all that was not settled.
/// </summary>
internal sealed class QueueConsumer : IAsyncBasicConsumer, IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    private readonly BrokerConnection _connection;
    private readonly IChannel _channel;
    private readonly ChannelWriter<Arrival> _line;
    private readonly PayloadSpool _spool;
    private string _tag = "";
    private volatile bool _isStopping;
    private int _hasEnded;

    private QueueConsumer(BrokerConnection connection, IChannel channel, string queue, ChannelWriter<Arrival> line, PayloadSpool spool) =>
        (_connection, _channel, Queue, _line, _spool) = (connection, channel, queue, line, spool);

    public string Queue { get; }

    public string Broker => _connection.Shown;

    public bool IsOpen => Volatile.Read(ref _hasEnded) == 0 && _channel.IsOpen;

    IChannel? IAsyncBasicConsumer.Channel => _channel;

    /// <summary>Subscribes.</summary>
    /// <exception cref="FaultException">The broker refused, or the connection broke.</exception>
    public static async ValueTask<QueueConsumer> StartAsync(BrokerConnection connection, Subscription subscription, ChannelWriter<Arrival> line, PayloadSpool spool, CancellationToken cancel)
    {
        IChannel? channel = null;
        try
        {
            channel = await connection.OpenAsync(options: null, cancel);
            await channel.BasicQosAsync(prefetchSize: 0, subscription.Prefetch, global: false, cancel).WaitAsync(cancel);
            var consumer = new QueueConsumer(connection, channel, subscription.Queue, line, spool);
            consumer._tag = await channel.BasicConsumeAsync(subscription.Queue, autoAck: false, consumerTag: "", noLocal: false, subscription.Exclusive, arguments: null, consumer, cancel).WaitAsync(cancel);
            return consumer;
        }
        catch (Exception e)
        {
            await BrokerConnection.CloseAsync(channel);
            cancel.ThrowIfCancellationRequested();
            throw RabbitMqFaults.Of(e, connection.Shown, $"consuming queue '{subscription.Queue}'", connection.Timeout) is { } fault ? new FaultException(fault) : e;
        }
    }

    /// <summary>Tells the broker that a message is through.</summary>
    /// <exception cref="FaultException">IA3915: it can't be told, and brings the message again.</exception>
    public ValueTask AcknowledgeAsync(ulong delivery) => TellAsync(limit => _channel.BasicAckAsync(delivery, multiple: false, limit), CancellationToken.None);

    /// <summary>Rejects a message: it is a dead letter, if the queue has a place for those.</summary>
    /// <exception cref="FaultException">IA3915.</exception>
    public ValueTask RejectAsync(ulong delivery) => TellAsync(limit => _channel.BasicNackAsync(delivery, multiple: false, requeue: false, limit), CancellationToken.None);

    /// <summary>Gives a message back to its queue; a broker that can't be told has it already, and one that takes nothing gets it when the connection ends.</summary>
    /// <param name="delivery">Its number.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask GiveBackAsync(ulong delivery, CancellationToken cancel)
    {
        try
        {
            await TellAsync(limit => _channel.BasicNackAsync(delivery, multiple: false, requeue: true, limit), cancel);
        }
        catch (FaultException)
        {
            // Its channel has ended, and with it the claim to the message.
        }
    }

    /// <summary>Takes no more messages; those that are out can still be settled. What comes in between goes back. Ends within three seconds, whether the broker answers or not.</summary>
    public async ValueTask StopAsync()
    {
        if (_isStopping || !IsOpen)
        {
            return;
        }

        _isStopping = true;
        try
        {
            using var limit = new CancellationTokenSource(StopPatience);
            await _channel.BasicCancelAsync(_tag, noWait: false, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || RabbitMqFaults.Of(e, Broker, "", _connection.Timeout) is not null)
        {
            // Then it takes no more messages either.
        }
    }

    async Task IAsyncBasicConsumer.HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (_isStopping)
        {
            await GiveBackAsync(deliveryTag, CancellationToken.None);
            return;
        }

        try
        {
            // The library takes the memory of body and properties back.
            var delivery = new Delivery(deliveryTag, redelivered, exchange, routingKey, new BasicProperties(properties), ReceivedProperties.BodyOf(body.Span, properties, _spool));
            _line.TryWrite(new Arrival(this, delivery));
        }
        catch (IOException e)
        {
            await GiveBackAsync(deliveryTag, CancellationToken.None);
            await End(new Fault(RabbitMqFaults.Broken, $"{Broker}: a message of queue '{Queue}' can't be kept: {e.Message}", "See whether the disk of this node is full.", e));
        }
    }

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) => End(RabbitMqFaults.CancelledBy(Broker, Queue));

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => End(RabbitMqFaults.OfReason(reason, Broker, $"queue '{Queue}'"));

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        await BrokerConnection.CloseAsync(_channel);
    }

    private Task End(Fault why)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
        {
            _line.TryWrite(new Arrival(this, Delivery: null, why));
        }

        return Task.CompletedTask;
    }

    private async ValueTask TellAsync(Func<CancellationToken, ValueTask> tell, CancellationToken cancel)
    {
        if (!_channel.IsOpen)
        {
            throw RabbitMqFaults.UnsettledBy(Broker, Queue, "the connection ended meanwhile.");
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(_connection.Timeout);
            await tell(limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || RabbitMqFaults.Of(e, Broker, "", _connection.Timeout) is not null)
        {
            throw RabbitMqFaults.UnsettledBy(Broker, Queue, RabbitMqFaults.Text(e), e);
        }
    }
}
