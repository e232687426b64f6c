using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

/// <summary>
/// The cluster of W8, which is the mock that librdkafka has, and what loads it. First line of its output: the address. Then, for each line <c>FROM TO COUNT</c> of its input, that many records go into topic FROM,
/// at most 2,000 ahead of those that came out of TO (the mock forgets what is beyond 5 MB in a partition), and a line <c>CAME SECONDS VALUE</c>, with the value of the last, is the answer.
/// </summary>
internal static class KafkaDriver
{
    private const int Ahead = 2000;
    private const string Mark = "@@@@@@@@@@";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static void Run(string template, string[] topics)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(Mock()).Build();
        using var admin = new DependentAdminClientBuilder(producer.Handle).Build();
        var broker = admin.GetMetadata(TimeSpan.FromSeconds(10)).Brokers[0];
        var address = $"{broker.Host}:{broker.Port}";
        foreach (var topic in topics)
        {
            while (admin.GetMetadata(topic, TimeSpan.FromSeconds(5)).Topics[0].Error.IsError)
            {
                Thread.Sleep(100);
            }
        }

        Console.WriteLine(address);
        var text = File.ReadAllText(template);
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            Console.WriteLine(Drive(producer, address, text, words[0], words[1], int.Parse(words[2], CultureInfo.InvariantCulture)));
        }
    }

    private static string Drive(IProducer<Null, byte[]> producer, string address, string text, string from, string to, int count)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = address, GroupId = "driver", EnableAutoCommit = false }).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(i => new TopicPartition(to, i)).Select(p => new TopicPartitionOffset(p, consumer.QueryWatermarkOffsets(p, Patience).High)));
        var (sent, came, last) = (0, 0, Array.Empty<byte>());
        var (all, idle) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        while (came < count && idle.Elapsed < Patience)
        {
            for (var i = 0; i < 500 && sent < count && sent - came < Ahead; i++)
            {
                producer.Produce(from, new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(text.Replace(Mark, $"{sent++,10}", StringComparison.Ordinal)) });
            }

            for (var i = 0; i < 500 && consumer.Consume(sent < count && sent - came < Ahead ? 0 : 20) is { } record; i++)
            {
                came++;
                last = record.Message.Value;
                idle.Restart();
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{came} {all.Elapsed.TotalSeconds:F3} {Encoding.UTF8.GetString(last)}");
    }

    private static ProducerConfig Mock()
    {
        var config = new ProducerConfig { BootstrapServers = "mock", LingerMs = 5 };
        config.Set("test.mock.num.brokers", "1");
        return config;
    }
}
