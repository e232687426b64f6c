using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Call;

/// <summary>Delivers and takes the answer.</summary>
public sealed class CallStep(CallOptions options, IStepContext context) : IStep
{
    private readonly IReceiverAdapter _receiver = context.Connect(options.Receiver);

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => _receiver.DeliverAsync(exchange, expectsReply: true, cancel);
}
