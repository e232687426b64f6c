using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A message of a <see cref="ScriptedSource"/>.</summary>
internal sealed class ScriptedReceipt : Receipt
{
    public TaskCompletionSource<bool> Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ValueTask SettleAsync(Settlement settlement, CancellationToken cancel) => default;

    public override ValueTask ReleaseAsync()
    {
        Released.SetResult(true);
        return default;
    }
}
