using System.Runtime.CompilerServices;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.RabbitMq.Connections;
using IntegrationActors.Adapters.RabbitMq.Messages;
using IntegrationActors.Adapters.RabbitMq.Publishing;
using IntegrationActors.Adapters.RabbitMq.Topology;
using IntegrationActors.Adapters.Retries;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.RabbitMq.Receiver;

/// <summary>Sends messages to a broker: (1) what the message becomes there; (2) attempts, each until the broker has confirmed; (3) the reply, if one is expected.</summary>
public sealed class RabbitMqReceiverAdapter : IReceiverAdapter, IChannelProbe
{
    // Replies are no larger than what a broker sends; a reply beyond that breaks the connection.
    private const uint LargestReply = 128 * 1024 * 1024;

    private readonly RabbitMqReceiverOptions _options;
    private readonly BrokerConnector _connector;
    private readonly Publisher _publisher;
    private readonly LetterWriter _writer;
    private readonly InboundHeaders _replyHeaders;
    private readonly SendAttempts _attempts;

    /// <summary>Checks the channel.</summary>
    /// <exception cref="Core.Diagnostics.DiagnosticException">IA1395: a constant name, key or priority is none.</exception>
    public RabbitMqReceiverAdapter(RabbitMqReceiverOptions options, IFlowContext context)
    {
        _options = options;
        _writer = new LetterWriter(options);
        _connector = new BrokerConnector(options, context, "rabbitmq", LargestReply);
        _publisher = new Publisher(_connector, context.Time) { Prepare = PrepareAsync };
        _attempts = new SendAttempts(options.Retry, context, IsWorthIt);
        _replyHeaders = new InboundHeaders(options.ReplyHeaders);
    }

    /// <summary>Declares what the channel has to declare.</summary>
    public ValueTask StartAsync(CancellationToken cancel) => _options.Topology is null ? default : _publisher.ConnectAsync(cancel);

    public async ValueTask<Outcome> DeliverAsync(Exchange exchange, bool expectsReply, CancellationToken cancel)
    {
        try
        {
            var letter = await _writer.WriteAsync(exchange, expectsReply, cancel);              // 1
            exchange.Log.AddReceiver(letter.Exchange.Length == 0 ? _connector.Shown : $"{_connector.Shown} {letter.Exchange}");
            if (await RepeatAsync(exchange, letter, expectsReply, cancel) is { } reply)         // 2
            {
                await TakeAsync(exchange, reply);                                               // 3
            }

            return Outcome.Next;
        }
        catch (FaultException e)
        {
            return Outcome.Failed(e.Fault);
        }
    }

    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => new BrokerProbe(_connector).RunAsync(TargetAsync, cancel);

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    private ValueTask PrepareAsync(BrokerConnection connection, CancellationToken cancel) =>
        _options.Topology is { } topology ? Declaration.MakeAsync(connection, topology, cancel) : default;

    private async IAsyncEnumerable<ProbeStep> TargetAsync(BrokerConnection connection, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return (_options.Exchange is null ? "" : _options.Exchange.Constant, _options.RoutingKey?.Constant) switch
        {
            (null, _) => ProbeStep.Skipped(ProbeLayers.Target, $"only a message says which exchange is meant: {_options.Exchange}"),
            ({ Length: > 0 } exchange, _) => _options.Topology?.MakesExchange(exchange) == true
                ? ProbeStep.Skipped(ProbeLayers.Target, $"the channel makes the exchange '{exchange}' when it starts")
                : await TargetProbe.ExchangeAsync(connection, exchange, cancel),
            (_, { } queue) => _options.Topology?.MakesQueue(queue) == true
                ? ProbeStep.Skipped(ProbeLayers.Target, $"the channel makes the queue '{queue}' when it starts")
                : await TargetProbe.QueueAsync(connection, queue, cancel),
            _ => ProbeStep.Skipped(ProbeLayers.Target, $"only a message says which queue is meant: {_options.RoutingKey}"),
        };
    }

    private ValueTask<Reply?> RepeatAsync(Exchange exchange, Letter letter, bool expectsReply, CancellationToken cancel) => _attempts.RunAsync<Reply?>(exchange, async () =>
    {
        if (expectsReply)
        {
            return await _publisher.AskAsync(letter, _options.ReplyTimeout, cancel);
        }

        await _publisher.PublishAsync(letter, cancel);
        return null;
    }, cancel);

    private bool IsWorthIt(Fault fault) => fault.Code is RabbitMqFaults.Unreachable or RabbitMqFaults.Broken or RabbitMqFaults.Blocked or RabbitMqFaults.Refused
        || (fault.Code is RabbitMqFaults.Unconfirmed && _options.Retry!.RepeatUnconfirmed);

    private async ValueTask TakeAsync(Exchange exchange, Reply reply)
    {
        exchange.Headers.Remove(PropertyHeaders.ContentType);
        ReceivedProperties.CopyTo(exchange.Headers, reply.Properties, _replyHeaders);
        await exchange.ReplaceBodyAsync(reply.Body);
    }
}
