using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Adapters.ProcessDirect.Receiver;

/// <summary>A message that another flow sent. Settling it keeps the answer for the caller, who takes it when the run is over.</summary>
internal sealed class ProcessDirectReceipt(PassedHeaders answered, bool expectsReply) : Receipt
{
    public override bool IsSynchronous => expectsReply;

    /// <summary>What goes back; null when nobody asked, or the run did not come to a good end.</summary>
    public Message? Answer { get; private set; }

    /// <summary>How the run ended.</summary>
    public MessageStatus Status { get; private set; } = MessageStatus.Failed;

    public Fault? Fault { get; private set; }

    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        Fault = settlement.Fault;
        if (settlement.Status == MessageStatus.Completed && expectsReply)
        {
            try
            {
                Answer = await TakeAsync(settlement.Exchange, cancel);
            }
            catch (FaultException e)
            {
                Fault = e.Fault;
                throw;
            }
        }

        Status = settlement.Status;
    }

    // What streams from another system must not outlive the run that reads it.
    private async ValueTask<Message> TakeAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.BufferAsync(cancel);
        return SharedMessage.Of(exchange.Message, answered);
    }
}
