using System.Runtime.CompilerServices;
using Amqp;
using IntegrationActors.Core.Adapters;
using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Adapters.Amqp.Connections;

/// <summary>Tests a channel without a message: the connection with its login, then the address. What fails says by its code which of them it was.</summary>
internal static class AmqpProbe
{
    /// <summary>Connects, attaches a link that is given no credit and sends nothing, and goes.</summary>
    /// <param name="connector">Makes the connection.</param>
    /// <param name="attach">Attaches a link to the address; null: the address can't be tested.</param>
    /// <param name="address">The address, or why it can't be tested.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FaultException">What does not work.</exception>
    public static async IAsyncEnumerable<ProbeStep> RunAsync(
        AmqpConnector connector, Func<AmqpConnection, CancellationToken, ValueTask<Link>>? attach, string address, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = await connector.ConnectAsync($"IntegrationActors-{Guid.NewGuid():N}", cancel);
        yield return ProbeStep.Passed(ProbeLayers.Login, $"{connection.Shown} accepts the login.");
        if (attach is null)
        {
            yield return ProbeStep.Skipped(ProbeLayers.Target, address);
            yield break;
        }

        await attach(connection, cancel);
        yield return ProbeStep.Passed(ProbeLayers.Target, $"{connection.Shown} gives a link to '{address}'.");
    }
}
