using System.Globalization;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Gatherers;

namespace IntegrationActors.Steps.Forks;

/// <summary>
/// Runs nested steps on forks of one exchange: one after the other on one fork that is used again, or up to a bound at the same time. Results are taken in the order in which the forks were
/// started. A run has one owner, who calls <see cref="RentAsync"/> and <see cref="RunAsync"/> in turn, then <see cref="FinishAsync"/>, and disposes of it whatever happened.
/// </summary>
/// <param name="origin">The exchange of the step; untouched while forks run.</param>
/// <param name="parallel">Most forks that run at the same time.</param>
/// <param name="stopOnException">Whether the first failure ends the run.</param>
/// <param name="indexName">Name of the property that tells which fork failed and ended the run.</param>
/// <param name="gatherer">Gets what came out of each fork; owned by the run. Null when nothing is gathered.</param>
internal sealed class ForkRun(Exchange origin, int parallel, bool stopOnException, string indexName, IGatherer? gatherer) : IAsyncDisposable
{
    private readonly Queue<(Exchange Fork, Task<Outcome> Outcome, int Index)> _running = new();
    private Exchange? _idle;
    private Outcome _first;
    private int _firstIndex;
    private int _started;
    private int _failed;

    /// <summary>A failure has ended the run: nothing more is started.</summary>
    public bool IsStopped => stopOnException && _failed > 0;

    /// <summary>How many forks were started.</summary>
    public int Started => _started;

    /// <summary>A fork to prepare; with several at the same time it may have to wait for a place. The body is the fork's from now on.</summary>
    public ValueTask<Exchange> RentAsync(Payload body, CancellationToken cancel)
    {
        if (parallel > 1)
        {
            return RentInParallelAsync(body, cancel);
        }

        var fork = _idle ??= origin.Fork(origin.Log);
        fork.StartOver(origin, body);
        return new(fork);
    }

    /// <summary>Runs the steps on the fork: to their end, or just begins when several may run.</summary>
    public ValueTask RunAsync(ISequence steps, Exchange fork, CancellationToken cancel)
    {
        var index = _started++;
        if (parallel > 1)
        {
            _running.Enqueue((fork, Start(steps, fork, cancel), index));
            return default;
        }

        var pending = steps.RunAsync(fork, cancel);
        return pending.IsCompletedSuccessfully ? TakeAsync(fork, pending.Result, index, cancel) : TakePendingAsync(pending, fork, index, cancel);
    }

    /// <summary>Waits for what still runs, and puts together what was gathered: Failed when a fork failed and nothing handled that, else Next.</summary>
    public async ValueTask<Outcome> FinishAsync(CancellationToken cancel)
    {
        while (_running.Count > 0)
        {
            await TakeOldestAsync(cancel);
        }

        cancel.ThrowIfCancellationRequested();
        if (_failed > 0)
        {
            return Failed();
        }

        if (gatherer is not null)
        {
            await gatherer.FinishAsync(origin, cancel);
        }

        return Outcome.Next;
    }

    public async ValueTask DisposeAsync()
    {
        // Steps of a fork never outlive their step: whoever handles the failure has the message for itself.
        foreach (var (fork, outcome, _) in _running)
        {
            await outcome;
            origin.Log.Join(fork.Log);
            await fork.DisposeAsync();
        }

        _running.Clear();
        if (_idle is not null)
        {
            await _idle.DisposeAsync();
        }

        if (gatherer is not null)
        {
            await gatherer.DisposeAsync();
        }
    }

    private async ValueTask<Exchange> RentInParallelAsync(Payload body, CancellationToken cancel)
    {
        var fork = origin.Fork(origin.Log.Fork());
        fork.StartOver(origin, body);
        try
        {
            while (_running.Count >= parallel)
            {
                await TakeOldestAsync(cancel);
            }

            return fork;
        }
        catch
        {
            await fork.ReleaseAsync();
            throw;
        }
    }

    private static Task<Outcome> Start(ISequence steps, Exchange fork, CancellationToken cancel) =>
        Task.Factory.StartNew(() => steps.RunAsync(fork, cancel).AsTask(), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();

    private async ValueTask TakeOldestAsync(CancellationToken cancel)
    {
        var (fork, outcome, index) = _running.Peek();
        var result = await outcome;
        _running.Dequeue();
        origin.Log.Join(fork.Log);
        try
        {
            await TakeAsync(fork, result, index, cancel);
        }
        finally
        {
            await fork.ReleaseAsync();
        }
    }

    private async ValueTask TakePendingAsync(ValueTask<Outcome> pending, Exchange fork, int index, CancellationToken cancel) =>
        await TakeAsync(fork, await pending, index, cancel);

    private ValueTask TakeAsync(Exchange fork, in Outcome outcome, int index, CancellationToken cancel)
    {
        origin.Escalation = fork.Escalation ?? origin.Escalation;
        switch (outcome.Kind)
        {
            case OutcomeKind.Next when gatherer is not null && _failed == 0:
                return GatherAsync(fork, cancel);
            case OutcomeKind.Escalated:
                origin.Escalation = outcome.Fault;
                break;
            case OutcomeKind.Failed when _failed++ == 0:
                (_first, _firstIndex) = (outcome, index);
                break;
        }

        return fork.ReleaseAsync();
    }

    private ValueTask GatherAsync(Exchange fork, CancellationToken cancel)
    {
        var pending = gatherer!.AddAsync(fork, cancel);
        return pending.IsCompletedSuccessfully ? fork.ReleaseAsync() : AwaitAsync(pending, fork);

        static async ValueTask AwaitAsync(ValueTask pending, Exchange fork)
        {
            try
            {
                await pending;
            }
            finally
            {
                await fork.ReleaseAsync();
            }
        }
    }

    private Outcome Failed()
    {
        if (stopOnException)
        {
            origin.Properties.Set(indexName, (long)_firstIndex);
            return Outcome.Failed(_first.Fault!, _first.IsPastOnError);
        }

        var first = _first.Fault!;
        var fault = first with
        {
            Code = "IA3365",
            Message = string.Create(CultureInfo.InvariantCulture, $"{_failed} of {_started} parts failed. The first, number {_firstIndex}, with {first.Code}: {first.FullMessage}"),
            Handling = null,
        };
        return Outcome.Failed(fault, _first.IsPastOnError);
    }
}
