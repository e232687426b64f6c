namespace IntegrationActors.Core.Adapters;

/// <summary>
/// A sender or receiver adapter that can be tested without a message: whether its system can be reached, layer by layer. The adapter was made for the test alone, from a flow as it is deployed, and
/// was not started: what it opens it closes again, and nothing is sent, taken or changed on the other side.
/// </summary>
public interface IChannelProbe
{
    /// <summary>
    /// Tests the layers, lowest first, each given out as soon as it is known: <see cref="ProbeStep.Name"/> of the well-known layers are the constants of <see cref="ProbeLayers"/>. Ends behind the
    /// first that failed, unless the channel would go on too: to another host of the same system. Credentials and trusted certificates are read as for a message.
    /// </summary>
    /// <exception cref="Exchanges.FaultException">The layer after the last one given out failed with this fault.</exception>
    IAsyncEnumerable<ProbeStep> ProbeAsync(CancellationToken cancel);
}
