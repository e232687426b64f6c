using Akka.Streams;
using Akka.Streams.Stage;
using IntegrationActors.Core.Adapters;

namespace IntegrationActors.Runtime.Streams;

/// <summary>
/// The end of a graph that runs what comes, so many at once on the thread pool. The graph's actor hears of the end of a run only when it has no place left: a message costs one hop. The materialised
/// task completes when nothing comes any more and the last run has ended.
/// </summary>
/// <param name="places">How many run at once.</param>
/// <param name="run">Runs one, and calls the action at its end, whatever happened. (A task of the sink around each run would cost as much as what it is for.)</param>
internal sealed class RunSink(int places, Action<Receipt, Action> run) : GraphStageWithMaterializedValue<SinkShape<Receipt>, Task>
{
    private readonly Inlet<Receipt> _in = new("run.in");

    private int Places { get; } = places;

    private Action<Receipt, Action> Run { get; } = run;

    public override SinkShape<Receipt> Shape => new(_in);

    public override ILogicAndMaterializedValue<Task> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(this);
        return new LogicAndMaterializedValue<Task>(logic, logic.Ended);
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly RunSink _stage;
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Action _runEnded;
        private Action _pull = static () => { };

        // One stands for being open.
        private int _count = 1;
        private int _waits;

        public Logic(RunSink stage)
            : base(stage.Shape)
        {
            _stage = stage;
            _runEnded = RunEnded;
            SetHandler(stage._in, this);
        }

        public Task Ended => _ended.Task;

        public override void PreStart()
        {
            _pull = GetAsyncCallback(PullNext);
            Pull(_stage._in);
        }

        public override void OnPush()
        {
            Interlocked.Increment(ref _count);
            ThreadPool.UnsafeQueueUserWorkItem(static begun => begun.Logic._stage.Run(begun.Receipt, begun.Logic._runEnded), (Logic: this, Receipt: Grab(_stage._in)), preferLocal: true);
            PullNext();
        }

        // However the graph ends, those who run go on.
        public override void PostStop()
        {
            Interlocked.Exchange(ref _waits, 0);
            Leave();
        }

        // Whoever ends looks whether this waits, after it has left; this looks whether somebody has left, after it has said that it waits.
        private void PullNext()
        {
            Interlocked.Exchange(ref _waits, 1);
            if (Volatile.Read(ref _count) <= _stage.Places && Interlocked.Exchange(ref _waits, 0) == 1 && !HasBeenPulled(_stage._in) && !IsClosed(_stage._in))
            {
                Pull(_stage._in);
            }
        }

        private void RunEnded()
        {
            Leave();
            if (Volatile.Read(ref _waits) == 1 && Interlocked.Exchange(ref _waits, 0) == 1)
            {
                _pull();
            }
        }

        private void Leave()
        {
            if (Interlocked.Decrement(ref _count) == 0)
            {
                _ended.TrySetResult();
            }
        }
    }
}
