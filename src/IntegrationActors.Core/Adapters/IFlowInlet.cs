using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Adapters;

/// <summary>The way into a running version of a flow.</summary>
public interface IFlowInlet
{
    /// <summary>The flow, in the version that messages enter.</summary>
    FlowIdentity Flow { get; }

    /// <summary>Asks for admission, before the body of a message is read. Waits in the flow's bounded line; a full line refuses at once.</summary>
    ValueTask<Admission> EnterAsync(CancellationToken cancel);

    /// <summary>Runs an admitted message: logs its begin, runs the plan, settles the receipt exactly once, logs the end. Does not throw.</summary>
    ValueTask ProcessAsync(Receipt receipt, CancellationToken cancel);
}
