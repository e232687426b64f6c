using IntegrationActors.Adapters.RabbitMq.Connections;
using RabbitMQ.Client;

namespace IntegrationActors.Adapters.RabbitMq.Topology;

/// <summary>Declares what a channel needs: what is there already has to be the same.</summary>
internal static class Declaration
{
    /// <summary>Exchanges, queues, bindings, in this order.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3905 to IA3908: the broker refused, or the connection broke.</exception>
    public static async ValueTask MakeAsync(BrokerConnection connection, TopologyOptions topology, CancellationToken cancel)
    {
        foreach (var exchange in topology.Exchanges)
        {
            await connection.TryAsync(
                $"declaring exchange '{exchange.Name}'",
                channel => channel.ExchangeDeclareAsync(exchange.Name, TypeOf(exchange.Type), durable: true, autoDelete: false, ArgumentsOf(exchange), cancellationToken: cancel),
                cancel);
        }

        foreach (var queue in topology.Queues)
        {
            await connection.TryAsync(
                $"declaring queue '{queue.Name}'",
                channel => channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, ArgumentsOf(queue), cancellationToken: cancel),
                cancel);
        }

        foreach (var binding in topology.Bindings)
        {
            await connection.TryAsync($"binding '{binding.Queue ?? binding.ToExchange}' to exchange '{binding.Exchange}'", channel => BindAsync(channel, binding, cancel), cancel);
        }
    }

    private static Task BindAsync(IChannel channel, BindingOptions binding, CancellationToken cancel)
    {
        var headers = binding.Headers.ToDictionary(header => header.Key, header => (object?)header.Value, StringComparer.Ordinal);
        return binding.Queue is { } queue
            ? channel.QueueBindAsync(queue, binding.Exchange, binding.RoutingKey, headers, cancellationToken: cancel)
            : channel.ExchangeBindAsync(binding.ToExchange!, binding.Exchange, binding.RoutingKey, headers, cancellationToken: cancel);
    }

    private static string TypeOf(ExchangeKind kind) => kind switch
    {
        ExchangeKind.Fanout => ExchangeType.Fanout,
        ExchangeKind.Topic => ExchangeType.Topic,
        ExchangeKind.Headers => ExchangeType.Headers,
        _ => ExchangeType.Direct,
    };

    private static Dictionary<string, object?> ArgumentsOf(ExchangeOptions exchange) =>
        exchange.AlternateExchange is { } alternate ? new(StringComparer.Ordinal) { ["alternate-exchange"] = alternate } : new(StringComparer.Ordinal);

    private static Dictionary<string, object?> ArgumentsOf(QueueOptions queue)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = queue.Type == QueueKind.Quorum ? "quorum" : "classic" };
        Add("x-dead-letter-exchange", queue.DeadLetterExchange);
        Add("x-dead-letter-routing-key", queue.DeadLetterRoutingKey);
        Add("x-delivery-limit", queue.DeliveryLimit);
        Add("x-message-ttl", queue.MessageTtl is { } ttl ? (long)ttl.TotalMilliseconds : null);
        Add("x-max-length", queue.MaxLength);
        Add("x-max-length-bytes", queue.MaxBytes?.Bytes);
        Add("x-max-priority", queue.MaxPriority);
        Add("x-overflow", queue.MaxLength is null && queue.MaxBytes is null ? null : queue.Overflow == QueueOverflow.RejectPublish ? "reject-publish" : "drop-head");
        Add("x-single-active-consumer", queue.SingleActiveConsumer ? true : null);
        return arguments;

        void Add(string name, object? value)
        {
            if (value is not null)
            {
                arguments[name] = value;
            }
        }
    }
}
