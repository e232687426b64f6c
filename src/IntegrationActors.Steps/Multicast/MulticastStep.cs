using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Forks;
using IntegrationActors.Steps.Gatherers;

namespace IntegrationActors.Steps.Multicast;

/// <summary>Starts a fork for each branch, which shares the body.</summary>
public sealed class MulticastStep : IStep
{
    private readonly MulticastOptions _options;
    private readonly ISequence[] _branches;
    private readonly Gathering? _gathering;

    public MulticastStep(MulticastOptions options, IStepContext context)
    {
        _options = options;
        _gathering = Gathering.Of(options, context);
        _branches = [.. options.Branches.Select(branch => options.StopOnException ? context.Sequence(branch.Steps) : context.Fork(branch.Steps))];
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.BufferAsync(cancel);
        await using var run = new ForkRun(exchange, _options.Parallel ? _branches.Length : 1, _options.StopOnException, SplitProperties.MulticastIndex, _gathering?.Begin());
        for (var i = 0; i < _branches.Length && !run.IsStopped; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var fork = await run.RentAsync(exchange.Body.Share(), cancel);
            fork.Properties.Set(SplitProperties.MulticastIndex, (long)i);
            fork.Properties.Set(SplitProperties.MulticastComplete, SplitProperties.Of(i == _branches.Length - 1));
            await run.RunAsync(_branches[i], fork, cancel);
        }

        return await run.FinishAsync(cancel);
    }
}
