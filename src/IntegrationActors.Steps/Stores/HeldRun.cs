using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Limits;
using IntegrationActors.Core.Steps;

namespace IntegrationActors.Steps.Stores;

/// <summary>Runs nested steps for as long as what they need is held: after that somebody else may have it, so they are interrupted.</summary>
internal static class HeldRun
{
    /// <summary>Runs the steps.</summary>
    /// <returns>What came of the steps; null when they took longer.</returns>
    public static async ValueTask<Outcome?> RunAsync(ISequence steps, Exchange exchange, TimeSpan held, CancellationToken cancel)
    {
        using var limit = TimeLimit.Start(held, cancel);
        var outcome = await steps.RunAsync(exchange, limit.Token);
        return outcome.Kind == OutcomeKind.Failed && limit.IsTimedOut ? null : outcome;
    }
}
