using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Core.Stores.Aggregations;
using IntegrationActors.Steps.Aggregator;

namespace IntegrationActors.Steps.Aggregations;

/// <summary>
/// The aggregations that are due, each taken when the flow has room for it: (1) looks for them; (2) takes one, which another node may have done; (3) makes the gathered message; (4) waits, when there was
/// none, until one is completed on this node or it is time to look again.
/// </summary>
internal sealed class AggregationSource(AggregatorOptions options, IStepContext context, AggregationBell bell) : IMessageSource
{
    private const int MostFound = 20;

    private readonly Aggregate _aggregate = new(options, context);

    public int Concurrency => options.Parallel;

    // Looking is the first thing that needs the store.
    public ValueTask ConnectAsync(CancellationToken cancel) => default;

    public async IAsyncEnumerable<Receipt> ReceiveAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var completed = bell.Next;
            var due = await context.Stores.AggregatorStates.FindDueAsync(context.Flow.Flow, options.Name!, MostFound, cancel); // 1
            foreach (var state in due)
            {
                cancel.ThrowIfCancellationRequested();
                if (await TakeAsync(state) is { } receipt)
                {
                    yield return receipt;
                }
            }

            if (due.Count == 0)
            {
                await WaitAsync(completed, cancel);                                 // 4
            }
        }
    }

    public ValueTask DisposeAsync() => default;

    // 2, 3. Never cancelled: what would be taken then would stay locked.
    private async ValueTask<Receipt?> TakeAsync(AggregationState state)
    {
        if (await context.Stores.AggregatorStates.TakeAsync(state.Number, options.LockTimeout, CancellationToken.None) is not { } lease)
        {
            return null;
        }

        try
        {
            return await _aggregate.ReceiveAsync(lease, CancellationToken.None);
        }
        catch (FaultException)
        {
            // The channel shows the fault. This one comes later, so that it does not keep the others from being sent on.
            await lease.FailAsync(context.Time.GetUtcNow() + RetryPause.After(lease.State.Retries, options));
            throw;
        }
    }

    private async ValueTask WaitAsync(Task completed, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(completed, Task.Delay(options.PollInterval, context.Time, over.Token));
        await over.CancelAsync();
        cancel.ThrowIfCancellationRequested();
    }
}
