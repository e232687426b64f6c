using IntegrationActors.Adapters.Polling;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Timers;

/// <summary>A run that a timer started; its end lets the next one begin. Nothing comes again, whatever the end.</summary>
internal sealed class TimerReceipt(KeptLock held, Action left) : Receipt
{
    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => LeaveAsync();

    public override ValueTask ReleaseAsync() => LeaveAsync();

    private async ValueTask LeaveAsync()
    {
        try
        {
            await held.DisposeAsync();
        }
        finally
        {
            left();
        }
    }
}
