using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Steps;

/// <summary>
/// A step of a running plan. One instance per place in the flow; immutable and called concurrently for different exchanges. The engine calls it only with an
/// exchange that no other step holds. Expected failures are returned as outcomes; an exception is caught by the step runner and becomes one.
/// </summary>
public interface IStep
{
    ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel);
}
