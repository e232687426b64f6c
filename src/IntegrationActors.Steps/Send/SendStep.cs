using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Send;

/// <summary>Delivers and keeps the message; the body is fetched first, because a stream can't be both sent and kept.</summary>
public sealed class SendStep(SendOptions options, IStepContext context) : IStep
{
    private readonly IReceiverAdapter _receiver = context.Connect(options.Receiver);

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        return exchange.Body.IsBuffered ? _receiver.DeliverAsync(exchange, expectsReply: false, cancel) : BufferFirst();

        async ValueTask<Outcome> BufferFirst()
        {
            await exchange.Body.BufferAsync(cancel);
            return await _receiver.DeliverAsync(exchange, expectsReply: false, cancel);
        }
    }
}
