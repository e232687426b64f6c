using Confluent.Kafka;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>A record under way to the cluster: completes with what the library reports of it, or fails with a <see cref="Core.Exchanges.FaultException"/>. Leaner than what the library has for that.</summary>
/// <param name="producer">Knows what an error means.</param>
/// <param name="open">The client that sends it.</param>
internal sealed class RecordDelivery(RecordProducer producer, OpenProducer open) : PendingResult<DeliveryReport<byte[], byte[]>>(goesOnElsewhere: true)
{
    protected override DeliveryReport<byte[], byte[]> Checked(DeliveryReport<byte[], byte[]> result) =>
        result.Error.IsError ? throw producer.Failed(open, new ProduceException<byte[], byte[]>(result.Error, result)) : result;
}
