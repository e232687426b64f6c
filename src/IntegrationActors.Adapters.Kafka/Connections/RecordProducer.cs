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

    /// <summary>Sends a record, and waits until the cluster has it.</summary>
    /// <returns>Where it is.</returns>
    /// <exception cref="FaultException">The cluster has not said that it has the record.</exception>
    public async ValueTask<TopicPartitionOffset> SendAsync(TopicPartition target, Message<byte[], byte[]> message, CancellationToken cancel)
    {
        var open = await OpenAsync().WaitAsync(cancel);
        var begin = context.Time.GetTimestamp();
        while (true)
        {
            try
            {
                var delivery = new RecordDelivery();
                open.Producer.Produce(target, message, delivery.Report);
                using var registration = cancel.UnsafeRegister(static (given, token) => ((RecordDelivery)given!).TrySetCanceled(token), delivery);
                return await delivery.Task;
            }
            catch (ProduceException<byte[], byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull && context.Time.GetElapsedTime(begin).TotalMilliseconds < settings.MessageTimeoutMs)
            {
                await Task.Delay(QueuePause, context.Time, cancel);
            }
            catch (ProduceException<byte[], byte[]> e)
            {
                open.Health.Report(e.Error);
                throw new FaultException(FaultOf(e, open.Health, target.Topic));
            }
        }
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
