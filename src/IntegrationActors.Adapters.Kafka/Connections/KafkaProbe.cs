using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>Asks a cluster for topics over a client: what answers, works, and what does not, says why. The client may be disposed of after <see cref="EndAsync"/>.</summary>
internal sealed class KafkaProbe(Handle client, KafkaHealth health, TimeProvider time)
{
    private static readonly TimeSpan FirstTurn = TimeSpan.FromSeconds(1);

    private Task _asking = Task.CompletedTask;
    private volatile bool _isEnding;

    /// <summary>Waits until the cluster answered for each topic; for any, when none is named. One call at a time.</summary>
    /// <param name="topics">Topics that have to be there.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <param name="cancel">Ends the wait, not the question.</param>
    /// <returns>What it says of itself and the topics.</returns>
    /// <exception cref="FaultException">It did not answer, refused, or a topic is not there.</exception>
    public async ValueTask<IReadOnlyList<Metadata>> AskAsync(IReadOnlyList<string> topics, TimeSpan timeout, CancellationToken cancel)
    {
        await EndAsync();
        health.Watch();
        _isEnding = false;
        var failure = health.Failure;

        // The library blocks while it asks.
        var asking = Task.Factory.StartNew(() => Ask(topics, timeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _asking = asking.ContinueWith(static asked => _ = asked.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var first = await Task.WhenAny(asking, failure).WaitAsync(cancel);
        if (first == failure && !asking.IsCompletedSuccessfully)
        {
            throw new FaultException(await failure);
        }

        return await asking;
    }

    /// <summary>Ends the question that is open.</summary>
    public Task EndAsync()
    {
        _isEnding = true;
        return _asking;
    }

    private List<Metadata> Ask(IReadOnlyList<string> topics, TimeSpan timeout)
    {
        using var admin = new DependentAdminClientBuilder(client).Build();
        var begin = time.GetTimestamp();
        var answers = new List<Metadata>();
        if (topics.Count == 0)
        {
            answers.Add(InTurns(turn => admin.GetMetadata(turn), begin, timeout));
        }

        foreach (var topic in topics)
        {
            answers.Add(InTurns(turn => admin.GetMetadata(topic, turn), begin, timeout));
            if (answers[^1].Topics.FirstOrDefault(answer => answer.Topic == topic) is { Error: { IsError: true, Code: not ErrorCode.LeaderNotAvailable } error })
            {
                throw new FaultException(KafkaFaults.Of(new Error(error.Code, $"topic '{topic}': {error.Reason}"), health.Shown));
            }
        }

        return answers;
    }

    // A call can't be cut off, so none is made for the whole time.
    private Metadata InTurns(Func<TimeSpan, Metadata> ask, long begin, TimeSpan timeout)
    {
        for (var turn = FirstTurn; ; turn *= 2)
        {
            var left = timeout - time.GetElapsedTime(begin);
            try
            {
                return ask(left < turn ? TimeSpan.FromMilliseconds(Math.Max(1, left.TotalMilliseconds)) : turn);
            }
            catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_TimedOut or ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown)
            {
                if (_isEnding || time.GetElapsedTime(begin) >= timeout)
                {
                    throw health.Cause is { } cause ? new FaultException(cause) : KafkaFaults.Silent(health.Shown, timeout);
                }
            }
            catch (KafkaException e)
            {
                throw new FaultException(KafkaFaults.Of(e.Error, health.Shown));
            }
        }
    }
}
