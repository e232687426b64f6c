using System.Runtime.CompilerServices;
using Amqp.Framing;
using Amqp.Types;
using IntegrationActors.Adapters.Amqp.Connections;
using IntegrationActors.Adapters.HeaderFilters;
using IntegrationActors.Adapters.Amqp.Messages;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>The messages of a queue or subscription. A link stays open until the last message that came over it is settled; one that broke is replaced.</summary>
internal sealed class AmqpSource(AmqpSenderOptions options, IFlowContext context) : IMessageSource
{
    // Terminus durability (ISO/IEC 19464, 3.5.5): the broker keeps the subscription, and what is not settled.
    private const uint UnsettledState = 2;

    private readonly AmqpConnector _connector = new(options, context);
    private readonly FailedDeliveries _failures = new();
    private readonly InboundHeaders _allowed = new([.. options.AllowedHeaders, .. context.AllowedHeaders]);
    private AmqpInlet? _inlet;

    public int Concurrency => options.Concurrency;

    /// <summary>A link that breaks while the flow takes no messages is noticed here alone, until it takes the next one.</summary>
    public string? Activity => _inlet is { IsOpen: false } inlet ? inlet.WhyGone().Fault.Message : null;

    public async ValueTask ConnectAsync(CancellationToken cancel)
    {
        if (_inlet is { IsOpen: true })
        {
            return;
        }

        await (_inlet?.DisposeAsync() ?? default);
        _inlet = null;
        var connection = await _connector.ConnectAsync(ContainerId(), cancel);
        try
        {
            _inlet = await AmqpInlet.OpenAsync(connection, Source(), options.Subscription, options.Concurrency + options.Prefetch, cancel);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var inlet = _inlet!;
        try
        {
            while (true)
            {
                yield return ReceiptOf(await inlet.NextAsync(cancel), inlet);
            }
        }
        finally
        {
            if (cancel.IsCancellationRequested)
            {
                inlet.Halt();
            }
        }
    }

    /// <summary>Tests the way to the queue. A durable subscription is made by a link to it, so none is attached.</summary>
    public IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel) => options.Subscription is null
        ? new AmqpProbe(_connector, async (connection, limit) => (await connection.ReceiveAsync(Source(), null, limit)).Link, options.Address).RunAsync(cancel)
        : new AmqpProbe(_connector, null, "A test would make the subscription.").RunAsync(cancel);

    public ValueTask DisposeAsync() => _inlet?.DisposeAsync() ?? default;

    private AmqpReceipt ReceiptOf(ArrivedMessage arrived, AmqpInlet inlet)
    {
        ReceivedMessage? message = null;
        Fault? obstacle = null;
        try
        {
            message = ReceivedMessage.Read(arrived.Content, options.MaxMessageSize);
            obstacle = message.Expires is { } expires && expires < context.Time.GetUtcNow() && !options.ConsumeExpired
                ? new Fault(AmqpFaults.Expired, $"The message expired at {expires:O}.", "Set 'consumeExpired' to take such messages, or give them a longer life.")
                : null;
        }
        catch (FaultException e)
        {
            obstacle = e.Fault;
        }

        return new AmqpReceipt(arrived, message, new Settling(inlet, options, context, _failures))
        {
            Message = message?.ToMessage(_allowed) ?? new Core.Messages.Message(),
            CorrelationId = message?.LogCorrelation,
            Sender = options.Shown,
            Obstacle = obstacle,
        };
    }

    private string ContainerId() => options.ContainerId ?? (options.Subscription is null ? $"IntegrationActors-{Guid.NewGuid():N}" : $"{context.Flow.Tenant}/{context.Flow.Flow}");

    private Source Source() => new()
    {
        Address = options.Address,
        Capabilities = [new Symbol(options.Queue is null ? "topic" : "queue")],
        Durable = options.Subscription is null ? 0 : UnsettledState,
        ExpiryPolicy = options.Subscription is null ? null : new Symbol("never"),
    };
}
