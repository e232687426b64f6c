using IntegrationActors.Adapters.RabbitMq.Publishing;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.RabbitMq.Sender;

/// <summary>
/// A message of a broker inside a flow. A completed or escalated run is answered, if somebody asked, and acknowledged; a failed one goes back after a pause, or is rejected when it was its last; one that
/// was cut goes back at once.
/// </summary>
internal sealed class RabbitMqReceipt(RabbitMqSource source, QueueConsumer consumer, Delivery delivery, Publisher? replies, RabbitMqSenderOptions options) : Receipt
{
    // As long as the broker was not told, it will bring the message again.
    private bool _comesAgain = true;

    /// <summary>Whether the message is rejected if this run fails.</summary>
    public required bool IsLast { get; init; }

    public override bool IsSynchronous => replies is not null && delivery.Properties.ReplyTo is { Length: > 0 };

    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        switch (settlement.Status)
        {
            case MessageStatus.Abandoned:
                await consumer.GiveBackAsync(delivery.Tag, CancellationToken.None);
                break;
            case MessageStatus.Failed when IsLast:
                await consumer.RejectAsync(delivery.Tag);
                _comesAgain = false;
                break;
            case MessageStatus.Failed:
                source.GiveBackLater(consumer, delivery.Tag);
                break;
            default:
                await ReplyAsync(settlement.Exchange, cancel);
                await consumer.AcknowledgeAsync(delivery.Tag);
                _comesAgain = false;
                break;
        }
    }

    public override MessageStatus StatusInLog(MessageStatus ended) => ended == MessageStatus.Failed && _comesAgain ? MessageStatus.Retry : ended;

    public override async ValueTask ReleaseAsync()
    {
        await consumer.GiveBackAsync(delivery.Tag, CancellationToken.None);
        await Message.Body.DisposeAsync();
    }

    // The asker gets the answer once more when the message comes again, but never none.
    private async ValueTask ReplyAsync(Exchange exchange, CancellationToken cancel)
    {
        if (!IsSynchronous)
        {
            return;
        }

        try
        {
            await replies!.PublishAsync(await Letter.ReplyAsync(exchange, delivery.Properties, options, cancel), cancel);
        }
        catch (FaultException e) when (e.Fault.Code == RabbitMqFaults.Unroutable)
        {
            // Whoever asked has gone.
        }
        catch (Exception)
        {
            source.GiveBackLater(consumer, delivery.Tag);
            throw;
        }
    }
}
