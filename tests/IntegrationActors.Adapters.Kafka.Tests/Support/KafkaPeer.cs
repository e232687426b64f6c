using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Confluent.Kafka;
using IntegrationActors.Contracts;
using IntegrationActors.Core.Stores;

namespace IntegrationActors.Adapters.Kafka.Tests.Support;

/// <summary>A topic of its own on a server that speaks Kafka, and clients of the tests' own to put records there and look at them.</summary>
internal sealed class KafkaPeer : IDisposable
{
    public const string WrongPassword = "not-the-s3cret";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Lazy<TestServer> Servers = new(() => Start());
    private static readonly ConcurrentDictionary<string, IProducer<byte[], byte[]>> Producers = new(StringComparer.Ordinal);

    private readonly HttpClient _door;
    private readonly TestServer _server;
    private readonly bool _isSasl;

    public KafkaPeer(int partitions = 1, TestServer? server = null, bool isSasl = true)
    {
        _isSasl = isSasl;
        _server = server ?? Servers.Value;
        _door = new HttpClient { BaseAddress = new Uri(_server["control_url"] + "/") };
        Topic = $"t{Guid.NewGuid():N}";
        Group = $"g{Guid.NewGuid():N}";
        Make(Topic, partitions);
    }

    public string Topic { get; }

    public string Group { get; }

    public string Brokers => _server["bootstrap"];

    public TestServer Server => _server;

    /// <summary>Starts a server with TLS and logins.</summary>
    public static TestServer Start(params string[] options) => new("kafka", ["--brokers", "1", "--tls", "--sasl", .. options]);

    /// <summary>The options that every channel needs.</summary>
    public string Access(string credential = "kafka", string authentication = "scramSha512") =>
        $"brokers: [\"{Brokers}\"], authentication: {authentication}, credential: {credential}, trustedCertificates: [kafka-ca], timeout: 20s";

    /// <summary>A sender channel that is impatient. When members come and go, the mock waits for the rest for a second less than the session time-out.</summary>
    public string Sender(string more = "", string credential = "kafka", string? topic = null) =>
        $"kafka: {{ {Access(credential)}, topics: [\"{topic ?? Topic}\"], group: {Group}, autoOffsetReset: earliest, retryDelay: 50ms, fetchWait: 20ms, heartbeatInterval: 100ms, sessionTimeout: 4s{(more.Length == 0 ? "" : ", ")}{more} }}";

    /// <summary>A receiver channel.</summary>
    public string Receiver(string more = "", string credential = "kafka") =>
        $"kafka: {{ {Access(credential)}, topic: {Topic}, maxMessageSize: 4MB{(more.Length == 0 ? "" : ", ")}{more} }}";

    public FlowHost Host() => Equip(new FlowHost(typeof(KafkaChannelOptions).Assembly));

    public FlowHost Equip(FlowHost host)
    {
        if (_isSasl)
        {
            host.Credentials["kafka"] = new UserCredential("kafka", _server["user"], _server["password"]);
            host.Credentials["wrong"] = new UserCredential("wrong", _server["user"], WrongPassword);
        }

        if (!_server.Told.TryGetProperty("ca", out _))
        {
            return host;
        }

        host.Credentials["kafka-ca"] = KeyPairs.FromCertificate("kafka-ca", File.ReadAllBytes(_server["ca"]));
        host.Credentials["rogue-ca"] = KeyPairs.FromCertificate("rogue-ca", File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(_server["ca"])!, "rogue-ca.crt")));
        host.Credentials["client"] = KeyPairs.FromPfx("client", File.ReadAllBytes(_server["client_pfx"]), _server["pfx_password"]);
        return host;
    }

    public void Make(string topic, int partitions) => Do(string.Create(CultureInfo.InvariantCulture, $"topic?name={topic}&partitions={partitions}"));

    /// <summary>Goes through the door of the server: <c>down?broker=1</c>, <c>drop</c>.</summary>
    public void Do(string what)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, what);
        using var answer = _door.Send(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Puts records there, in their order.</summary>
    public Task PutAsync(params byte[][] bodies) => Task.WhenAll(bodies.Select(body => PutAsync(new Message<byte[], byte[]> { Value = body })));

    public Task<DeliveryResult<byte[], byte[]>> PutAsync(Message<byte[], byte[]> message, int? partition = null) => Producer().ProduceAsync(new TopicPartition(Topic, partition ?? Partition.Any), message);

    public Task PutToAsync(string topic, byte[] body) => Producer().ProduceAsync(topic, new Message<byte[], byte[]> { Value = body });

    /// <summary>How many records the group has not committed.</summary>
    public int Waiting(int partitions = 1)
    {
        using var consumer = Consumer(Group);
        var all = Enumerable.Range(0, partitions).Select(number => new TopicPartition(Topic, number)).ToArray();
        return (int)consumer.Committed(all, Patience).Sum(committed => consumer.QueryWatermarkOffsets(committed.TopicPartition, Patience).High.Value - Math.Max(0, committed.Offset.Value));
    }

    /// <summary>How many records a topic has.</summary>
    public int Count(string topic, int partitions)
    {
        using var consumer = Consumer(Group);
        return (int)Enumerable.Range(0, partitions).Sum(number => consumer.QueryWatermarkOffsets(new TopicPartition(topic, number), Patience).High.Value);
    }

    /// <summary>All records of a topic.</summary>
    public List<ConsumeResult<byte[], byte[]>> Records(string? topic = null, int partitions = 1)
    {
        using var consumer = Consumer($"look-{Guid.NewGuid():N}");
        var all = Enumerable.Range(0, partitions).Select(number => new TopicPartition(topic ?? Topic, number)).ToArray();
        var left = all.Sum(partition => consumer.QueryWatermarkOffsets(partition, Patience) is var marks ? marks.High.Value - marks.Low.Value : 0);
        consumer.Assign(all.Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)));
        var records = new List<ConsumeResult<byte[], byte[]>>();
        while (records.Count < left)
        {
            records.Add(consumer.Consume(Patience) ?? throw new TimeoutException("a record did not come"));
        }

        return records;
    }

    public void Dispose() => _door.Dispose();

    private IProducer<byte[], byte[]> Producer() => Producers.GetOrAdd(Brokers, _ => new ProducerBuilder<byte[], byte[]>(new ProducerConfig(Config()) { LingerMs = 0, MessageMaxBytes = 10_000_000 })
        .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build());

    private IConsumer<byte[], byte[]> Consumer(string group) => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(Config()) { GroupId = group, EnableAutoCommit = false, FetchWaitMaxMs = 20 })
        .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();

    private ClientConfig Config() => new()
    {
        BootstrapServers = Brokers,
        SecurityProtocol = SecurityProtocol.SaslSsl,
        SaslMechanism = SaslMechanism.Plain,
        SaslUsername = _server["user"],
        SaslPassword = _server["password"],
        SslCaPem = X509CertificateLoader.LoadCertificateFromFile(_server["ca"]).ExportCertificatePem(),
    };
}
