using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Steps;
using IntegrationActors.Steps.Forks;

namespace IntegrationActors.Steps.Loop;

/// <summary>Do, then ask whether to do it again.</summary>
public sealed class LoopStep(LoopOptions options, IStepContext context) : IStep
{
    private readonly ISequence _steps = context.Sequence(options.Steps);

    public async ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel)
    {
        for (var index = 0; index < options.MaxIterations; index++)
        {
            cancel.ThrowIfCancellationRequested();
            exchange.Properties.Set(SplitProperties.LoopIndex, (long)index);
            var outcome = await _steps.RunAsync(exchange, cancel);
            if (outcome.Kind != OutcomeKind.Next || !await options.While.HoldsAsync(exchange, cancel))
            {
                return outcome;
            }
        }

        return options.OnMax == LoopLimitAction.Exit
            ? Outcome.Next
            : Outcome.Failed(new Fault(
                "IA3373",
                $"The loop ran {options.MaxIterations} times, and '{options.While.Text}' still holds.",
                "Raise maxIterations, or set onMax to exit to go on; ia trace shows the message before each round."));
    }
}
