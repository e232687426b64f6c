using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Adapters.RabbitMq.Messages;
using IntegrationActors.Adapters.RabbitMq.Publishing;
using IntegrationActors.Adapters.RabbitMq.Topology;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>The messages of some queues. Consumers stay open until the last message is settled: it can be settled only where it was delivered.</summary>
internal sealed class RabbitMqSource : IMessageSource
{
    private static readonly TimeSpan GiveBackPatience = TimeSpan.FromSeconds(3);

    private readonly RabbitMqSenderOptions _options;
    private readonly IFlowContext _context;
    private readonly BrokerConnector _connector;
    private readonly InboundHeaders _headers;
    private readonly Channel<Arrival> _line = Channel.CreateUnbounded<Arrival>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<(QueueConsumer, ulong), Task> _held = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly QueueConsumer?[] _consumers;
    private readonly Publisher? _replies;
    private BrokerConnection? _connection;

    public RabbitMqSource(RabbitMqSenderOptions options, IFlowContext context, string channel)
    {
        (_options, _context) = (options, context);
        _connector = new BrokerConnector(options, context, channel, (uint)options.MaxMessageSize.Bytes);
        _headers = new InboundHeaders(options.AllowedHeaders.Concat(context.AllowedHeaders));
        _consumers = new QueueConsumer?[options.Queues.Count * options.Consumers];

        // On a connection of its own: from one that sends messages a broker that takes none reads no acknowledgements either.
        _replies = options.Reply ? new Publisher(_connector, context.Time) : null;
    }

    public int Concurrency => _options.Concurrency;

    /// <summary>Logs in, declares, and subscribes to the queues to which there is no subscription.</summary>
    public async ValueTask ConnectAsync(CancellationToken cancel)
    {
        if (_connection is not { IsOpen: true })
        {
            await CloseAsync();
            _connection = await _connector.ConnectAsync(cancel);
        }

        if (_options.Topology is { } topology)
        {
            await Declaration.MakeAsync(_connection, topology, cancel);
        }

        for (var i = 0; i < _consumers.Length; i++)
        {
            if (_consumers[i] is { IsOpen: true })
            {
                continue;
            }

            await (_consumers[i]?.DisposeAsync() ?? default);
            _consumers[i] = null;
            _consumers[i] = await QueueConsumer.StartAsync(_connection, SubscriptionOf(i), _line.Writer, _context.Spool, cancel);
        }
    }

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var arrival = await _line.Reader.NextAsync(cancel);
                if (arrival.End is { } end && _consumers.Contains(arrival.From))
                {
                    throw new FaultException(end);
                }

                if (arrival.Delivery is { } delivery && await IsStillOursAsync(arrival.From, delivery))
                {
                    yield return ReceiptOf(arrival.From, delivery);
                }
            }
        }
        finally
        {
            if (cancel.IsCancellationRequested)
            {
                await StopAsync();
            }
        }
    }

    /// <summary>Gives a failed message back when its pause is over; at once when the channel stops.</summary>
    public void GiveBackLater(QueueConsumer consumer, ulong delivery)
    {
        var hold = HoldAsync();
        _held[(consumer, delivery)] = hold;
        if (hold.IsCompleted)
        {
            _held.TryRemove((consumer, delivery), out _);
        }

        async Task HoldAsync()
        {
            await Task.Delay(_options.RequeueDelay, _context.Time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            await consumer.GiveBackAsync(delivery, CancellationToken.None);
            _held.TryRemove((consumer, delivery), out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Task.WhenAll(CloseAsync(), _replies?.DisposeAsync().AsTask() ?? Task.CompletedTask);
        _stopping.Dispose();
    }

    // Else the broker has it, and brings it again.
    private static async ValueTask<bool> IsStillOursAsync(QueueConsumer consumer, Delivery delivery)
    {
        if (consumer.IsOpen)
        {
            return true;
        }

        await delivery.Body.DisposeAsync();
        return false;
    }

    // No more messages come, and what waits goes back: another node may have it. A broker that takes nothing gets it when the connection ends.
    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_consumers.OfType<QueueConsumer>().Select(consumer => consumer.StopAsync().AsTask()));
        using var limit = new CancellationTokenSource(GiveBackPatience);
        while (_line.Reader.TryRead(out var arrival))
        {
            if (arrival.Delivery is { } delivery)
            {
                await arrival.From.GiveBackAsync(delivery.Tag, limit.Token);
                await delivery.Body.DisposeAsync();
            }
        }

        await Task.WhenAll(_held.Values).WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CloseAsync()
    {
        // The connection first: each channel would wait for an answer that a dead broker never gives.
        await (_connection?.DisposeAsync() ?? default);
        _connection = null;
        foreach (var consumer in _consumers)
        {
            await (consumer?.DisposeAsync() ?? default);
        }

        Array.Clear(_consumers);
    }

    // All consumers together have as many messages as the channel wants.
    private Subscription SubscriptionOf(int consumer) => new(
        _options.Queues[consumer / _options.Consumers],
        (ushort)Math.Max(1, (_options.Prefetch ?? _options.Concurrency) / _consumers.Length),
        _options.Exclusive);

    private RabbitMqReceipt ReceiptOf(QueueConsumer consumer, Delivery delivery)
    {
        var headers = new HeaderMap();
        var returns = ReceivedProperties.ReturnsOf(delivery.Properties, delivery.IsRedelivered);
        ReceivedProperties.CopyTo(headers, delivery.Properties, _headers);
        headers.Set(PropertyHeaders.Queue, consumer.Queue);
        headers.Set(PropertyHeaders.Exchange, delivery.Exchange);
        headers.Set(PropertyHeaders.RoutingKey, delivery.RoutingKey);
        headers.Set(PropertyHeaders.DeliveryCount, returns.ToString(CultureInfo.InvariantCulture));
        headers.Set(PropertyHeaders.DeathCount, ReceivedProperties.DeathsOf(delivery.Properties).ToString(CultureInfo.InvariantCulture));
        return new RabbitMqReceipt(this, consumer, delivery, _replies, _options)
        {
            Message = new Message { Headers = headers, Body = delivery.Body },
            IsLast = _options.OnFailure == FailedMessage.Reject || returns + 1 >= _options.MaxDeliveries,
            CorrelationId = ReceivedProperties.CorrelationOf(delivery.Properties),
            Sender = consumer.Broker,
        };
    }
}
