using System.Collections.Concurrent;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Runtime.Tests.Support;

/// <summary>A flow whose room and whose runs the test decides.</summary>
internal sealed class ScriptedInlet : IFlowInlet, IAdmissionOwner
{
    private readonly Lock _lock = new();
    private int _inside;
    private int _most;

    public FlowIdentity Flow { get; } = new("acme", "orders", 1);

    public AdmissionKind Room { get; set; } = AdmissionKind.Admitted;

    /// <summary>What a run waits for.</summary>
    public Task Run { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<Receipt> Begun { get; } = new();

    public int Asked { get; private set; }

    public int Inside => Volatile.Read(ref _inside);

    /// <summary>Most runs that were inside at once.</summary>
    public int Most => Volatile.Read(ref _most);

    public ValueTask<Admission> EnterAsync(CancellationToken cancel)
    {
        Asked++;
        return new(new Admission(Room, Room == AdmissionKind.Admitted ? this : null));
    }

    public async ValueTask ProcessAsync(Receipt receipt, CancellationToken cancel)
    {
        lock (_lock)
        {
            _most = Math.Max(_most, ++_inside);
        }

        Begun.Enqueue(receipt);
        await Run;
    }

    public void Exit()
    {
        lock (_lock)
        {
            _inside--;
        }
    }
}
