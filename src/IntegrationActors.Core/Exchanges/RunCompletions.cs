using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Core.Exchanges;

/// <summary>What the steps of one run left to be done at its end, in the order in which they left it. Shared by all exchanges of the run; parts of a message may add at the same time.</summary>
public sealed class RunCompletions
{
    // Most runs leave nothing: there is no list until somebody does.
    private List<ICompletion>? _all;

    private List<ICompletion> All => _all ?? Interlocked.CompareExchange(ref _all, [], null) ?? _all;

    /// <summary>Leaves something to be done.</summary>
    public void Add(ICompletion completion)
    {
        var all = All;
        lock (all)
        {
            all.Add(completion);
        }
    }

    /// <summary>The one of its kind, so that what belongs together is done together; made when there is none.</summary>
    public T GetOrAdd<T>(Func<T> create)
        where T : class, ICompletion
    {
        var all = All;
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

    /// <summary>Does it all; call once, when the last step is done.</summary>
    /// <returns>Why the run failed after all; null when everything was done.</returns>
    public ValueTask<Fault?> RunAsync(MessageStatus status, CancellationToken cancel) => _all is { } all ? RunAsync(all, status, cancel) : default;

    private static async ValueTask<Fault?> RunAsync(List<ICompletion> all, MessageStatus status, CancellationToken cancel)
    {
        Fault? failure = null;
        foreach (var completion in all)
        {
            try
            {
                await completion.CompleteAsync(failure is null ? status : MessageStatus.Failed, cancel);
            }
            catch (FaultException e)
            {
                failure ??= e.Fault;
            }
        }

        return failure;
    }
}
