using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Forks;
using IntegrationActors.Steps.Gatherers;
using IntegrationActors.Steps.Splitting;

namespace IntegrationActors.Steps.Splitter;

/// <summary>
/// Cuts a part off, and runs the steps on it once it is known what comes behind it: the last part knows that it is the last, and one in front of a break in the body still runs before the step fails. The body stays as
/// it is until the end.
/// </summary>
public sealed class SplitterStep : IStep
{
    private readonly SplitterOptions _options;
    private readonly IStepContext _context;
    private readonly ISplitPlan _plan;
    private readonly ISequence _steps;
    private readonly Gathering? _gathering;

    public SplitterStep(SplitterOptions options, IStepContext context)
    {
        _options = options;
        _context = context;
        _plan = SplitPlans.Of(options, context);
        _gathering = Gathering.Of(options, context);
        _steps = options.StopOnException ? context.Sequence(options.Steps) : context.Fork(options.Steps);
    }

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        await exchange.BufferAsync(cancel, isBodyRead: _options.Streaming && _plan.ReadsOnce);
        Outcome outcome;
        try
        {
            outcome = await SplitAsync(exchange, cancel);
        }
        catch (FaultException e)
        {
            outcome = Outcome.Failed(e.Fault);
        }

        return await KeepRestAsync(exchange, outcome, cancel);
    }

    private async ValueTask<Outcome> SplitAsync(Exchange exchange, CancellationToken cancel)
    {
        var size = _options.Streaming ? null : await CountAsync(exchange, cancel);
        await using var source = await _plan.OpenAsync(exchange, cancel);
        await using var run = new ForkRun(exchange, _options.Parallel, _options.StopOnException, SplitProperties.Index, _gathering?.Begin());
        using var limit = _options is { OnTimeout: TimeoutAction.Ignore, Timeout: { } length } ? TimeLimit.Start(length, cancel) : null;
        var (next, broken) = (await source.NextAsync(cancel), default(Fault));
        while (next is { } part && !run.IsStopped && limit is not { IsTimedOut: true })
        {
            // Taken before the lookahead, so that the part is released whatever that finds.
            var fork = await run.RentAsync(part.Body, cancel);
            next = null;
            try
            {
                next = await source.NextAsync(cancel);
            }
            catch (FaultException e)
            {
                broken = e.Fault;
            }
            catch
            {
                await fork.ReleaseAsync();
                throw;
            }

            var isLast = next is null && broken is null;
            Prepare(fork, part, run.Started, size ?? (isLast ? run.Started + 1 : null), isLast);
            await run.RunAsync(_steps, fork, cancel);
        }

        if (next is { } left)
        {
            await left.Body.DisposeAsync();
            WarnOfTimeout(exchange, limit, run.Started);
        }

        return (broken ?? source.Failure) is { } failure && !run.IsStopped ? Outcome.Failed(failure) : await run.FinishAsync(cancel);
    }

    // Whoever handles a failure finds the body as it was, unless it was the body that broke, which the outcome tells then.
    private static async ValueTask<Outcome> KeepRestAsync(Exchange exchange, Outcome outcome, CancellationToken cancel)
    {
        try
        {
            await exchange.Body.BufferAsync(cancel);
            return outcome;
        }
        catch (FaultException) when (outcome.Fault is not null)
        {
            return outcome;
        }
    }

    private static void Prepare(Exchange fork, in SplitPart part, int index, int? size, bool isLast)
    {
        var properties = fork.Properties;
        properties.Set(SplitProperties.Index, (long)index);
        properties.Set(SplitProperties.Complete, SplitProperties.Of(isLast));
        properties.Set(SplitProperties.Size, size is { } count ? (long)count : null);
        if (part.FileName is not null)
        {
            fork.Headers.Set(SplitProperties.FileName, part.FileName);
            fork.Headers.Remove("Content-Type");
        }

        if (part.Headers is { } headers)
        {
            foreach (var (name, value) in headers)
            {
                fork.Headers.Set(name, value);
            }
        }
    }

    private async ValueTask<int?> CountAsync(Exchange exchange, CancellationToken cancel)
    {
        await using var source = await _plan.OpenAsync(exchange, cancel);
        if (source.Count is { } known)
        {
            return known;
        }

        var count = 0;
        while (await source.NextAsync(cancel) is { } part)
        {
            count++;
            await part.Body.DisposeAsync();
        }

        return count;
    }

    private void WarnOfTimeout(Exchange exchange, TimeLimit? limit, int started)
    {
        if (limit is { IsTimedOut: true })
        {
            exchange.Log.IntermediateError = true;
            _context.WriteLog(exchange, LogSeverity.Warning, $"The splitter's time-out was over after {started} parts; the others were dropped, because onTimeout is 'ignore'.");
        }
    }
}
