namespace IntegrationActors.Storage.Queues;

/// <summary>
/// A message that was being processed when its node died may be the reason, or just have been near it. Suspects of a node are therefore begun one at a time: what
/// kills the node again is the one.
/// </summary>
internal sealed class SuspectGate(TimeProvider time) : IDisposable
{
    // What has not killed the node by then lets the next one begin.
    private static readonly TimeSpan Proof = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The turn, to be disposed of when the message is settled; null while another one has it.</summary>
    public IDisposable? TryEnter() => _gate.Wait(0, CancellationToken.None) ? new Turn(_gate, time) : null;

    public void Dispose() => _gate.Dispose();

    private sealed class Turn : IDisposable
    {
        private readonly ITimer _timer;
        private SemaphoreSlim? _gate;

        public Turn(SemaphoreSlim gate, TimeProvider time)
        {
            _gate = gate;
            _timer = time.CreateTimer(static turn => ((Turn)turn!).End(), this, Proof, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _timer.Dispose();
            End();
        }

        private void End() => Interlocked.Exchange(ref _gate, null)?.Release();
    }
}
