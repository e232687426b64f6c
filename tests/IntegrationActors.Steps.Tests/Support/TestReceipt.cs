using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Steps.Tests.Support;

/// <summary>A sender that keeps what it is told.</summary>
internal sealed class TestReceipt(bool isSynchronous) : Receipt
{
    public FlowEnd? End { get; private set; }

    public override bool IsSynchronous => isSynchronous;

    public override async ValueTask SettleAsync(Settlement settlement, CancellationToken cancel)
    {
        var exchange = settlement.Exchange;
        var body = await exchange.Body.ReadTextAsync(cancel);
        End = new FlowEnd(settlement.Status, settlement.Fault, body, exchange.Headers.Copy(), exchange.Properties.Copy())
        {
            Bytes = (await exchange.Body.ReadBytesAsync(cancel)).ToArray(),
        };
    }
}
