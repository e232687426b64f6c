using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Engine.Inlets;

/// <summary>A message in line at a gate. It is in the line until it is answered, once, by whoever took it out.</summary>
internal sealed class GateWaiter : TaskCompletionSource<AdmissionKind>
{
    private readonly FlowGate _gate;

    public GateWaiter(FlowGate gate, long due)
        : base(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        (_gate, Due) = (gate, due);
        Node = new LinkedListNode<GateWaiter>(this);
    }

    /// <summary>When it has waited long enough, on the clock of <see cref="Environment.TickCount64"/>.</summary>
    public long Due { get; }

    /// <summary>Its place in the line.</summary>
    public LinkedListNode<GateWaiter> Node { get; }

    public void GiveUp(CancellationToken cancel)
    {
        if (_gate.TryLeaveLine(this))
        {
            SetCanceled(cancel);
        }
    }
}
