using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Runtime;

/// <summary>Sends messages again from the input that their flow kept.</summary>
public interface IMessageResend
{
    /// <summary>
    /// Lets the kept input of a message into the running version of its flow, as a new message with the same correlation id. The link between the two is committed before the new one
    /// runs; it runs on by itself.
    /// </summary>
    /// <returns>Id of the new message; null when no input is kept.</returns>
    /// <exception cref="FaultException">IA3601: the flow doesn't run on this node. IA3602: the flow has all it can take (status 503). Nothing has happened then.</exception>
    Task<MessageId?> ResendAsync(string tenant, MessageId original, string by, CancellationToken cancel);
}
