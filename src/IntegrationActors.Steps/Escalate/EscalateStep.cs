using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Escalate;

/// <summary>Escalates with the text of the flow's author.</summary>
public sealed class EscalateStep(EscalateOptions options) : IStep
{
    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        var message = await options.Message.EvaluateTextAsync(exchange, cancel);
        return Outcome.Escalated(new Fault("IA3352", Fault.Cut(message)));
    }
}
