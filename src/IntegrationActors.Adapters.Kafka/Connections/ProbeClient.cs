using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>A client of the library that only asks: a consumer that joins no group. A producer would make the topics that it asks for, where brokers do that.</summary>
internal sealed class ProbeClient : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly KafkaHealth _health;
    private readonly KafkaProbe _probe;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly Task _looking;
    private volatile bool _isEnding;

    /// <summary>A client that begins to connect.</summary>
    /// <exception cref="FaultException">IA3848: it can't be made as the channel says.</exception>
    public ProbeClient(KafkaLogin login, string? group, TimeProvider time)
    {
        _health = new KafkaHealth(login.Shown, static _ => { }, login.ClientTokens());
        var config = new ConsumerConfig(login.Config()) { GroupId = group ?? "integration-actors", EnableAutoCommit = false };
        var builder = new ConsumerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => _health.Report(error)).SetLogHandler(static (_, _) => { });
        if (_health.Tokens is { } tokens)
        {
            builder.SetOAuthBearerTokenRefreshHandler((library, _) => tokens.Refresh(library, _health));
        }

        try
        {
            _consumer = builder.Build();
        }
        catch (Exception e) when (KafkaFaults.OfSettings(e, login.Shown) is { } fault)
        {
            throw new FaultException(fault);
        }

        _probe = new KafkaProbe(_consumer.Handle, _health, time);
        _looking = Task.Factory.StartNew(LookOn, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>As <see cref="KafkaProbe.AskAsync"/>.</summary>
    public ValueTask<IReadOnlyList<Metadata>> AskAsync(IReadOnlyList<string> topics, TimeSpan timeout, CancellationToken cancel) => _probe.AskAsync(topics, timeout, cancel);

    /// <summary>Asks for the offsets of the group, which shows whether it may be used.</summary>
    /// <exception cref="FaultException">It may not, or its coordinator does not answer.</exception>
    public async ValueTask LookAtGroupAsync(IReadOnlyList<TopicPartition> partitions, TimeSpan timeout)
    {
        try
        {
            // The library blocks while it asks.
            await Task.Factory.StartNew(() => _consumer.Committed(partitions, timeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (TopicPartitionOffsetException e)
        {
            throw new FaultException(KafkaFaults.Of(e.Results.Select(result => result.Error).FirstOrDefault(error => error.IsError) ?? e.Error, _health.Shown));
        }
        catch (KafkaException e)
        {
            throw new FaultException(KafkaFaults.Of(e.Error, _health.Shown));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _probe.EndAsync();
        _isEnding = true;
        await _looking;

        // The library blocks while it ends.
        await Task.Factory.StartNew(_consumer.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }
    // A consumer hears of a refused login, and asks for tokens, only while somebody looks for records.
    private void LookOn()
    {
        while (!_isEnding)
        {
            try
            {
                _consumer.Consume(Look);
            }
            catch (KafkaException e)
            {
                _health.Report(e.Error);
            }
        }
    }
}
