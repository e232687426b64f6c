using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Engine.Tests.Support;

internal sealed class TestReceipt : Receipt
{
    public int Settled { get; private set; }

    public MessageStatus Status { get; private set; }

    public Fault? Fault { get; private set; }

    public string Body { get; private set; } = "";

    public Exception? SettlementError { get; init; }

    public override bool IsSynchronous => true;

    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        Settled++;
        Status = settlement.Status;
        Fault = settlement.Fault;
        Body = await settlement.Exchange.Body.ReadTextAsync(cancel);
        if (SettlementError is not null)
        {
            throw SettlementError;
        }
    }
}
