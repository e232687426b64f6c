namespace IntegrationActors.Adapters.Kafka.Sender;

/// <summary>
/// The records of a partition whose runs wait for their commit, in the order of their offsets. The runs of a flow are cut off all at once, by one token: it is listened to here once for all of them, since to
/// take part and to leave again costs each record more than the rest of its wait. A record with another token listens by itself. Thread-safe.
/// </summary>
internal sealed class CommitWaits : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<(TakenRecord Record, bool IsCutHere)> _records = new();
    private CancellationToken _cut;
    private CancellationTokenRegistration _onCut;

    /// <summary>Adds a record, whose offset is behind those of the others.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancel">Ends its wait.</param>
    /// <returns>The token that is left for the record itself to listen to.</returns>
    public CancellationToken Add(TakenRecord record, CancellationToken cancel)
    {
        bool isCutHere;
        lock (_lock)
        {
            if (!_cut.CanBeCanceled && cancel.CanBeCanceled)
            {
                _cut = cancel;
                _onCut = cancel.UnsafeRegister(static waits => ((CommitWaits)waits!).CutOff(), this);
            }

            isCutHere = cancel == _cut;
            _records.Enqueue((record, isCutHere));
        }

        // Whoever is cut off tells those who are here. One that came too late for that sees it now.
        return isCutHere && !cancel.IsCancellationRequested ? CancellationToken.None : cancel;
    }

    /// <summary>Takes out the records before an offset.</summary>
    public List<TakenRecord> Take(long before)
    {
        List<TakenRecord> taken = [];
        lock (_lock)
        {
            while (_records.TryPeek(out var first) && first.Record.Offset < before)
            {
                taken.Add(_records.Dequeue().Record);
            }
        }

        return taken;
    }

    /// <summary>Call when nobody waits any more.</summary>
    public void Dispose() => _onCut.Unregister();

    private void CutOff()
    {
        TakenRecord[] cut;
        lock (_lock)
        {
            cut = [.. from waiting in _records where waiting.IsCutHere select waiting.Record];
        }

        Array.ForEach(cut, record => record.CutOff(_cut));
    }
}
