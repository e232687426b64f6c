using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Terminate;

/// <summary>Ends the run.</summary>
public sealed class TerminateStep : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => new(Outcome.Terminate);
}
