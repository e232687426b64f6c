using System.Runtime.CompilerServices;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Definitions;

namespace IntegrationActors.Engine.Inlets;

/// <summary>
/// Admission of one version of a flow: so many messages inside, so many waiting in line for at most so long. Who leaves hands his place to the first in line. Open until it is drained; drained for good.
/// </summary>
public sealed class FlowGate : IAdmissionOwner, IDisposable
{
    private readonly Lock _lock = new();
    private readonly ConcurrencyLimits _limits;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // All wait equally long, so the first in line is the first whose time is over: one clock for all.
    private readonly LinkedList<GateWaiter> _line = new();
    private readonly Timer _clock;
    private bool _isTiming;
    private int _inside;
    private bool _isClosed;

    public FlowGate(ConcurrencyLimits limits)
    {
        _limits = limits;
        using (ExecutionContext.SuppressFlow())
        {
            _clock = new Timer(static gate => ((FlowGate)gate!).SendLateAway(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Messages inside.</summary>
    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inside;
            }
        }
    }

    /// <summary>Messages in line.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Completes when the gate is closed and the last message has left.</summary>
    public Task Drained => _drained.Task;

    public ValueTask<Admission> EnterAsync(CancellationToken cancel)
    {
        GateWaiter waiter;
        lock (_lock)
        {
            if (_isClosed)
            {
                return new(new Admission(AdmissionKind.Closed));
            }

            if (_inside < _limits.MaxInFlight)
            {
                _inside++;
                return new(new Admission(AdmissionKind.Admitted, this));
            }

            if (_line.Count >= _limits.MaxWaiting)
            {
                return new(new Admission(AdmissionKind.Full));
            }

            waiter = new GateWaiter(this, Environment.TickCount64 + (long)_limits.MaxWait.TotalMilliseconds);
            _line.AddLast(waiter.Node);
            StartClock();
        }

        return WaitAsync(waiter, cancel);
    }

    /// <summary>Gives the place of an admitted message to the first in line, or back.</summary>
    public void Exit()
    {
        GateWaiter? next;
        lock (_lock)
        {
            next = _line.First?.Value;
            if (next is not null)
            {
                _line.RemoveFirst();
            }
            else
            {
                _inside--;
                TellIfDrained();
            }
        }

        next?.SetResult(AdmissionKind.Admitted);
    }

    /// <summary>Admits no more messages and sends those in line away; those inside go on.</summary>
    public void Close()
    {
        GateWaiter[] line;
        lock (_lock)
        {
            _isClosed = true;
            line = [.. _line];
            _line.Clear();
            TellIfDrained();
        }

        Array.ForEach(line, static waiter => waiter.SetResult(AdmissionKind.Closed));
    }

    public void Dispose() => _clock.Dispose();

    // Whoever takes a waiter out of the line answers it.
    internal bool TryLeaveLine(GateWaiter waiter)
    {
        lock (_lock)
        {
            var isInLine = waiter.Node.List is not null;
            if (isInLine)
            {
                _line.Remove(waiter.Node);
            }

            return isInLine;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Admission> WaitAsync(GateWaiter waiter, CancellationToken cancel)
    {
        using var registration = cancel.UnsafeRegister(static (state, token) => ((GateWaiter)state!).GiveUp(token), waiter);
        var kind = await waiter.Task;
        return kind == AdmissionKind.Admitted ? new Admission(kind, this) : new Admission(kind);
    }

    private void SendLateAway()
    {
        List<GateWaiter> late = [];
        lock (_lock)
        {
            while (_line.First is { } first && first.Value.Due <= Environment.TickCount64)
            {
                _line.RemoveFirst();
                late.Add(first.Value);
            }

            _isTiming = false;
            StartClock();
        }

        late.ForEach(static waiter => waiter.SetResult(AdmissionKind.Full));
    }

    // A clock that runs is not set again: it strikes before anybody's time is over who came later, and looks on from there.
    private void StartClock()
    {
        if (!_isTiming && _line.First is { } first)
        {
            _isTiming = true;
            _clock.Change(Math.Max(1, first.Value.Due - Environment.TickCount64), Timeout.Infinite);
        }
    }

    private void TellIfDrained()
    {
        if (_isClosed && _inside == 0)
        {
            _drained.TrySetResult();
        }
    }
}
