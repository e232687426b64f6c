using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>
/// Sends records over one client of the library, which is made for the first record, and anew when the cluster refused it or it failed for good. Before a new client sends anything it has to reach the
/// cluster, so that a wrong login shows as such and at once.
/// </summary>
/// <param name="options">The channel.</param>
/// <param name="settings">How it sends; those of the login are added.</param>
/// <param name="context">The flow.</param>
internal sealed class RecordProducer(KafkaChannelOptions options, ProducerConfig settings, IFlowContext context) : IAsyncDisposable
{
    private static readonly TimeSpan QueuePause = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private Task<OpenProducer>? _open;
    private bool _isDisposed;

    /// <summary>Hands a record to the client, which sends it; at once, unless the client is not there yet or has no room.</summary>
    /// <returns>The record under way.</returns>
    /// <exception cref="FaultException">The client can't be made, or does not take the record.</exception>
    public ValueTask<RecordDelivery> SendAsync(TopicPartition target, Message<byte[], byte[]> message, CancellationToken cancel)
    {
        var opening = OpenAsync();
        return opening.IsCompletedSuccessfully && TrySend(opening.Result, target, message, mayWait: true) is { } delivery
            ? new(delivery)
            : SendLaterAsync(opening, target, message, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Task<OpenProducer>? open;
        lock (_lock)
        {
            (open, _open, _isDisposed) = (_open, null, true);
        }

        await CloseAsync(open);
    }

    /// <summary>The fault of a record that did not get through, of which the client is told.</summary>
    public Fault Failed(OpenProducer open, ProduceException<byte[], byte[]> failure)
    {
        open.Health.Report(failure.Error);
        return FaultOf(failure, open.Health, failure.DeliveryResult.Topic);
    }

    // The client is not there yet, or what it has not sent yet fills its memory.
    private async ValueTask<RecordDelivery> SendLaterAsync(Task<OpenProducer> opening, TopicPartition target, Message<byte[], byte[]> message, CancellationToken cancel)
    {
        var open = await opening.WaitAsync(cancel);
        var begin = context.Time.GetTimestamp();
        while (true)
        {
            if (TrySend(open, target, message, context.Time.GetElapsedTime(begin).TotalMilliseconds < settings.MessageTimeoutMs) is { } delivery)
            {
                return delivery;
            }

            await Task.Delay(QueuePause, context.Time, cancel);
        }
    }

    // Null: not now.
    private RecordDelivery? TrySend(OpenProducer open, TopicPartition target, Message<byte[], byte[]> message, bool mayWait)
    {
        try
        {
            var delivery = new RecordDelivery(this, open);
            open.Producer.Produce(target, message, delivery.Set);
            return delivery;
        }
        catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull && mayWait)
        {
            return null;
        }
        catch (ProduceException<byte[], byte[]> e)
        {
            throw new FaultException(Failed(open, e));
        }
    }

    private Task<OpenProducer> OpenAsync()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_open is { IsCompleted: false } or { IsCompletedSuccessfully: true, Result.Health.IsBeyondRepair: false })
            {
                return _open;
            }

            _ = CloseAsync(_open);
            return _open = Task.Run(ConnectAsync);
        }
    }

    private async Task<OpenProducer> ConnectAsync()
    {
        var login = await KafkaLogin.FindAsync(options, context, CancellationToken.None);
        var open = Make(login);
        try
        {
            await open.Probe.AskAsync([], options.Timeout, CancellationToken.None);
            return open;
        }
        catch (FaultException e)
        {
            await open.DisposeAsync();
            throw new FaultException(await CertificateCheck.ExplainAsync(e.Fault, login, CancellationToken.None));
        }
    }

    private OpenProducer Make(KafkaLogin login)
    {
        try
        {
            return new OpenProducer(login, new ProducerConfig(Merged(login.Config())), context.Time);
        }
        catch (Exception e) when (KafkaFaults.OfSettings(e, login.Shown) is { } fault)
        {
            throw new FaultException(fault);
        }
    }

    private ClientConfig Merged(ClientConfig config)
    {
        foreach (var (name, value) in settings)
        {
            config.Set(name, value);
        }

        return config;
    }

    private static async Task CloseAsync(Task<OpenProducer>? opening)
    {
        if (opening is null)
        {
            return;
        }

        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            await (await opening).DisposeAsync();
        }
    }

    private Fault FaultOf(ProduceException<byte[], byte[]> exception, KafkaHealth health, string topic)
    {
        var error = exception.Error;
        var known = KafkaFaults.Of(error, health.Shown);
        if (error.Code is not (ErrorCode.Local_MsgTimedOut or ErrorCode.Local_QueueFull or ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight) && !error.IsFatal)
        {
            return known with { Message = $"Topic '{topic}': {known.Message}", Cause = exception };
        }

        var why = health.Cause?.Message ?? known.Message;
        var may = exception.DeliveryResult.Status == PersistenceStatus.NotPersisted ? "" : " It may have arrived all the same.";
        return new Fault(
            KafkaFaults.NotDelivered, $"{health.Shown}: topic '{topic}' has not taken the message within {settings.MessageTimeoutMs} ms: {why}{may}",
            "Check that brokers and topic are there; a topic needs as many replicas in sync as 'min.insync.replicas' says.", exception);
    }
}
