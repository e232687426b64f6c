using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>What the library says about its connections. It connects again by itself, so most of what it says is of interest only if nothing works: then the last cause is why.</summary>
/// <param name="shown">The cluster, for people.</param>
/// <param name="failed">Told when the cluster can't be used.</param>
/// <param name="tokens">What the client logs in with; null: something else.</param>
internal sealed class KafkaHealth(string shown, Action<Fault> failed, AccessTokens? tokens = null)
{
    private volatile Fault? _cause;
    private volatile TaskCompletionSource<Fault> _failure = New();

    public string Shown => shown;

    public AccessTokens? Tokens => tokens;

    /// <summary>Why the cluster could not be used last; null when nobody said.</summary>
    public Fault? Cause => _cause;

    /// <summary>The client will not get well with the credentials that it has: it has to be made anew.</summary>
    public bool IsBeyondRepair { get; private set; }

    /// <summary>Completes with the next failure after <see cref="Watch"/>.</summary>
    public Task<Fault> Failure => _failure.Task;

    /// <summary>Forgets what was.</summary>
    public void Watch()
    {
        _cause = null;
        _failure = New();
    }

    /// <summary>Takes an error of the library.</summary>
    public void Report(Error error)
    {
        var fault = KafkaFaults.Of(error, shown);
        switch (error.Code)
        {
            case ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut:
                _cause = fault;
                break;
            case var code when IsPassing(code):
                break;
            case ErrorCode.Local_AllBrokersDown:
                Fail(_cause ?? fault);
                break;
            default:
                if (fault.Code == KafkaFaults.LoginRefused)
                {
                    tokens?.Forget();
                }

                IsBeyondRepair |= error.IsFatal || fault.Code is KafkaFaults.LoginRefused or KafkaFaults.Certificate;
                Fail(fault);
                break;
        }
    }

    /// <summary>Something that the library can't know failed, for which it has to be made anew.</summary>
    public void Refused(Fault fault)
    {
        IsBeyondRepair = true;
        Fail(fault);
    }

    // What every change of a group or a cluster brings along; the library deals with it.
    private static bool IsPassing(ErrorCode code) => code is ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId or ErrorCode.Local_WaitCoord or ErrorCode.Local_State
        or ErrorCode.NotCoordinatorForGroup or ErrorCode.GroupCoordinatorNotAvailable or ErrorCode.GroupLoadInProgress or ErrorCode.RequestTimedOut or ErrorCode.NotLeaderForPartition
        or ErrorCode.LeaderNotAvailable or ErrorCode.Local_TimedOutQueue;

    private void Fail(Fault fault)
    {
        _cause = fault;
        _failure.TrySetResult(fault);
        failed(fault);
    }

    private static TaskCompletionSource<Fault> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
