using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Fail;

/// <summary>Fails with the text of the flow's author.</summary>
public sealed class FailStep(FailOptions options) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var message = await options.Message.EvaluateTextAsync(exchange, cancel);
        return Outcome.Failed(new Fault(options.Code, Fault.Cut(message)) { ResponseStatus = options.Status });
    }
}
