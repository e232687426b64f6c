using System.Threading.Tasks.Sources;
using Confluent.Kafka;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Adapters.Kafka.Connections;

/// <summary>A record under way to the cluster: completes with what the library reports of it, or fails with a <see cref="FaultException"/>. Leaner than what the library has for that.</summary>
/// <param name="producer">Knows what an error means.</param>
/// <param name="open">The client that sends it.</param>
internal sealed class RecordDelivery(RecordProducer producer, OpenProducer open) : PendingResult<DeliveryReport<byte[], byte[]>>(goesOnElsewhere: true), IValueTaskSource<Outcome>
{
    /// <summary>Waits for the report, of which only counts what it means for the flow. Call once, instead of <see cref="PendingResult{T}.WaitAsync"/>, and await what it returns once.</summary>
    public ValueTask<Outcome> OutcomeAsync(CancellationToken cancel) => new(this, Wait(cancel));

    Outcome IValueTaskSource<Outcome>.GetResult(short token) => FaultOf(Take(token)) is { } fault ? Outcome.Failed(fault) : Outcome.Next;

    protected override DeliveryReport<byte[], byte[]> Checked(DeliveryReport<byte[], byte[]> result) => FaultOf(result) is { } fault ? throw new FaultException(fault) : result;

    private Fault? FaultOf(DeliveryReport<byte[], byte[]> report) => report.Error.IsError ? producer.Failed(open, new ProduceException<byte[], byte[]>(report.Error, report)) : null;
}
