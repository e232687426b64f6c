using IntegrationActors.Core.Adapters;
using IntegrationActors.Definitions;

namespace IntegrationActors.Engine.Inlets;

/// <summary>
/// Admission of one version of a flow: so many messages inside, so many waiting in line for at most so long. Open until it is drained; drained for good.
/// </summary>
public sealed class FlowGate(ConcurrencyLimits limits) : IAdmissionOwner, IDisposable
{
    private readonly SemaphoreSlim _places = new(limits.MaxInFlight, limits.MaxInFlight);
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private int _waiting;
    private volatile bool _isClosed;

    /// <summary>Messages inside.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Messages in line.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Completes when the gate is closed and the last message has left.</summary>
    public Task Drained => _drained.Task;

    public ValueTask<Admission> EnterAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _inFlight);
        if (_isClosed)
        {
            Leave();
            return new(new Admission(AdmissionKind.Closed));
        }

        if (_places.Wait(0, CancellationToken.None))
        {
            return new(new Admission(AdmissionKind.Admitted, this));
        }

        return WaitAsync(cancel);
    }

    /// <summary>Gives the place of an admitted message back.</summary>
    public void Exit()
    {
        _places.Release();
        Leave();
    }

    /// <summary>Admits no more messages and sends those in line away; those inside go on.</summary>
    public void Close()
    {
        Interlocked.Increment(ref _inFlight);
        _isClosed = true;
        _closing.Cancel();
        Leave();
    }

    public void Dispose()
    {
        _places.Dispose();
        _closing.Dispose();
    }

    private async ValueTask<Admission> WaitAsync(CancellationToken cancel)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > limits.MaxWaiting)
            {
                return Refuse(AdmissionKind.Full);
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
            return await _places.WaitAsync(limits.MaxWait, either.Token)
                ? new Admission(AdmissionKind.Admitted, this)
                : Refuse(AdmissionKind.Full);
        }
        catch (OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return Refuse(AdmissionKind.Closed);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private Admission Refuse(AdmissionKind kind)
    {
        Leave();
        return new Admission(kind);
    }

    // Entering counts before it looks at the state and closing marks before it counts: one of the two sees the other.
    private void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && _isClosed)
        {
            _drained.TrySetResult();
        }
    }
}
