using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Runtime.Resends;

/// <summary>A message that is sent again from its kept input. Nobody waits for its answer.</summary>
internal sealed class ResendReceipt : Receipt
{
    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => default;
}
