namespace IntegrationActors.Core.Exchanges;

/// <summary>What the steps of one run left to be done at its end, in the order in which they left it. Shared by all exchanges of the run; parts of a message may add at the same time.</summary>
public sealed class RunCompletions
{
    // Most runs leave nothing: there is no list until somebody does.
    private List<ICompletion>? _all;

    /// <summary>What was left so far. The engine reads it when the last step is done.</summary>
    public IReadOnlyList<ICompletion> All => _all ?? (IReadOnlyList<ICompletion>)[];

    private List<ICompletion> Ensured => _all ?? Interlocked.CompareExchange(ref _all, [], null) ?? _all;

    /// <summary>Leaves something to be done.</summary>
    public void Add(ICompletion completion)
    {
        var all = Ensured;
        lock (all)
        {
            all.Add(completion);
        }
    }

    /// <summary>The one of its kind, so that what belongs together is done together; made when there is none.</summary>
    public T GetOrAdd<T>(Func<T> create)
        where T : class, ICompletion
    {
        var all = Ensured;
        lock (all)
        {
            var one = all.OfType<T>().FirstOrDefault();
            if (one is null)
            {
                all.Add(one = create());
            }

            return one;
        }
    }
}
