using Confluent.Kafka;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>A record under way to the cluster: completes with where it is, or fails with a <see cref="ProduceException{TKey,TValue}"/>. Leaner than what the library has for that.</summary>
internal sealed class RecordDelivery() : TaskCompletionSource<TopicPartitionOffset>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>Takes the report of the library, on its thread.</summary>
    public void Report(DeliveryReport<byte[], byte[]> report)
    {
        if (report.Error.IsError)
        {
            TrySetException(new ProduceException<byte[], byte[]>(report.Error, report));
        }
        else
        {
            TrySetResult(report.TopicPartitionOffset);
        }
    }
}
