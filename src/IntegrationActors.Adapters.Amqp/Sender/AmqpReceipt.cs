using IntegrationActors.Adapters.Amqp.Messages;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Adapters.Amqp.Sender;

/// <summary>A message of a broker inside a flow. Completed and escalated runs accept it, a failed one gives it back or rejects it, one that was cut releases it.</summary>
internal sealed class AmqpReceipt(ArrivedMessage arrived, ReceivedMessage? message, Settling settling) : Receipt
{
    public override bool IsSynchronous => message is not null && settling.WantsReply(message);

    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        switch (settlement.Status)
        {
            case MessageStatus.Abandoned:
                settling.Release(arrived);
                break;
            case MessageStatus.Failed when message is null || Obstacle is not null:
                settling.Refuse(arrived, settlement.Fault!);
                break;
            case MessageStatus.Failed:
                settling.Fail(arrived, message, settlement.Fault!);
                break;
            default:
                await CompleteAsync(settlement, cancel);
                break;
        }
    }

    public override ValueTask ReleaseAsync()
    {
        settling.Release(arrived);
        return Message.Body.DisposeAsync();
    }

    // Accepted also when the answer is lost: a repetition would not bring it to somebody who is gone.
    private async ValueTask CompleteAsync(Settlement settlement, CancellationToken cancel)
    {
        try
        {
            if (settlement.Status == MessageStatus.Completed && settling.WantsReply(message!))
            {
                await settling.ReplyAsync(message!, settlement.Exchange, cancel);
            }
        }
        finally
        {
            settling.Accept(arrived, message!);
        }
    }
}
