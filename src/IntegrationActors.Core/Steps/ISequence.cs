using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Steps;

/// <summary>A compiled sequence or process that a step runs as a whole, possibly several times or on several exchanges.</summary>
public interface ISequence
{
    /// <summary>Runs it to its end. Next when it is through (an <c>end</c> inside is its end); Terminate, Failed and Escalated are for the caller to hand on.</summary>
    ValueTask<Outcome> RunAsync(Exchange exchange, CancellationToken cancel);
}
