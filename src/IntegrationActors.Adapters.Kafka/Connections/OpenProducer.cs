using Confluent.Kafka;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>A client of the library that sends.</summary>
internal sealed class OpenProducer : IAsyncDisposable
{
    private const int LookMilliseconds = 250;

    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);

    public OpenProducer(KafkaLogin login, ProducerConfig config, TimeProvider time)
    {
        // Nobody wants the headers of a record back that was sent.
        config.DeliveryReportFields = "status";

        // How long a look for reports takes that finds none; the end of the client waits for it.
        config.CancellationDelayMaxMs = LookMilliseconds;
        Health = new KafkaHealth(login.Shown, static _ => { }, login.ClientTokens());
        var builder = new ProducerBuilder<byte[], byte[]>(config).SetErrorHandler((_, error) => Health.Report(error)).SetLogHandler(static (_, _) => { });
        if (Health.Tokens is { } tokens)
        {
            builder.SetOAuthBearerTokenRefreshHandler((library, _) => tokens.Refresh(library, Health));
        }

        Producer = builder.Build();
        Probe = new KafkaProbe(Producer.Handle, Health, time);
    }

    public IProducer<byte[], byte[]> Producer { get; }

    public KafkaHealth Health { get; }

    public KafkaProbe Probe { get; }

    /// <summary>Waits for records that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await Probe.EndAsync();

        // The library blocks while it waits.
        await Task.Factory.StartNew(Close, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Close()
    {
        if (!Health.IsBeyondRepair)
        {
            Producer.Flush(FlushPatience);
        }

        Producer.Dispose();
    }
}
