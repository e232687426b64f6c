using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Polling;

/// <summary>Messages that are being taken, in the order in which they are given out. What was not given out at the end goes back.</summary>
internal sealed class ReceiptsAhead : IAsyncDisposable
{
    private readonly Queue<Task<Receipt?>> _taking = new();

    public int Count => _taking.Count;

    public void Add(Task<Receipt?> taking) => _taking.Enqueue(taking);

    /// <summary>The next one; null when it was not to be had.</summary>
    public Task<Receipt?> NextAsync() => _taking.Dequeue();

    public async ValueTask DisposeAsync()
    {
        while (_taking.TryDequeue(out var taking))
        {
            await ((Task)taking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (taking.IsCompletedSuccessfully && await taking is { } receipt)
            {
                await GiveBackAsync(receipt);
            }
        }
    }

    private static async ValueTask GiveBackAsync(Receipt receipt)
    {
        try
        {
            await receipt.ReleaseAsync();
        }
        catch (FaultException)
        {
            // The lock on it runs out by itself.
        }
    }
}
