using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Send;

/// <summary>Delivers; the adapter leaves the message as it is.</summary>
public sealed class SendStep(SendOptions options, IStepContext context) : IStep
{
    private readonly IReceiverAdapter _receiver = context.Connect(options.Receiver);

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => _receiver.DeliverAsync(exchange, expectsReply: false, cancel);
}
