using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Fail;

/// <summary>Fails with the text of the flow's author, or again with the error that is being handled.</summary>
public sealed class FailStep(FailOptions options) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        if (options.Message is null)
        {
            return Outcome.Failed(exchange.Fault ?? new Fault(options.Code, "There was no error that could be raised again.", "Give the 'fail' step a message."));
        }

        var message = await options.Message.EvaluateTextAsync(exchange, cancel);
        return Outcome.Failed(new Fault(options.Code, Fault.Cut(message)) { ResponseStatus = options.Status });
    }
}
