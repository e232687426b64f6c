using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.End;

/// <summary>Ends the process.</summary>
public sealed class EndStep : IStep
{
    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => new(Outcome.End);
}
