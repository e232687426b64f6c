using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Benchmarks.Engine;

/// <summary>A sender that asks for nothing.</summary>
internal sealed class SilentReceipt : Receipt
{
    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => default;
}
