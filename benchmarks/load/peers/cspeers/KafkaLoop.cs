using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Xml;
using Confluent.Kafka;

/// <summary>From topic to topic, at least once, as one writes it with Confluent.Kafka: a copy, or JSON to XML. Offsets are stored behind delivered records, and committed by time.</summary>
internal static class KafkaLoop
{
    public static void Run(string brokers, string from, string to, bool toXml)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = brokers, LingerMs = 5, Acks = Acks.All }).Build();
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = brokers,
            GroupId = $"{from}-loop",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = true,
            EnableAutoOffsetStore = false,
        }).Build();
        consumer.Subscribe(from);
        while (true)
        {
            if (consumer.Consume(1000) is { } taken)
            {
                Send(producer, consumer, to, taken, toXml ? Xml(taken.Message.Value) : taken.Message.Value);
            }
        }
    }

    private static void Send(IProducer<Null, byte[]> producer, IConsumer<Ignore, byte[]> consumer, string to, ConsumeResult<Ignore, byte[]> taken, byte[] value)
    {
        while (true)
        {
            try
            {
                producer.Produce(to, new Message<Null, byte[]> { Value = value }, report =>
                {
                    if (!report.Error.IsError)
                    {
                        consumer.StoreOffset(taken);
                    }
                });
                return;
            }
            catch (ProduceException<Null, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(10));
            }
        }
    }

    private static byte[] Xml(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var xml = XmlWriter.Create(new BufferStream(buffer), new XmlWriterSettings { Encoding = new UTF8Encoding(false) }))
        {
            xml.WriteStartElement("order");
            Mediation.Write(xml, document.RootElement);
            xml.WriteEndElement();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
