using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Process;

/// <summary>Runs the process as a whole.</summary>
public sealed class ProcessStep(ProcessOptions options, IStepContext context) : IStep
{
    private readonly ISequence _process = context.Process(options.Process);

    public ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel) => _process.RunAsync(exchange, cancel);
}
