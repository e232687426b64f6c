namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>One incarnation of a node: everything it does is a list of callbacks, of which the simulation runs one at a time, in any order.</summary>
internal sealed class SimulatedNode(string name, SimulatedWriter writer) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _hasStrayed;

    public string Name => name;

    public SimulatedWriter Writer => writer;

    /// <summary>Something of this node ran on another thread, out of the hands of the dice.</summary>
    public bool HasStrayed => Volatile.Read(ref _hasStrayed);

    public bool IsDead { get; private set; }

    /// <summary>Does nothing, as in a long pause of the machine.</summary>
    public bool IsPaused { get; set; }

    public bool CanRun => !IsPaused && _ready.Count > 0;

    public bool CanCommit => !IsPaused && !IsDead && writer.HasWork;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            Volatile.Write(ref _hasStrayed, true);
        }
        else if (!IsDead)
        {
            _ready.Add((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    public override SynchronizationContext CreateCopy() => this;

    public void RunOne(Random dice)
    {
        var chosen = dice.Next(_ready.Count);
        var (callback, state) = _ready[chosen];
        _ready[chosen] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Enter(() => callback(state));
    }

    /// <summary>Does something as code of this node.</summary>
    public void Enter(Action action)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public void Die()
    {
        IsDead = true;
        _ready.Clear();
    }
}
