using System.Buffers;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Storage.Queues;

/// <summary>Names of queues, as they come from flows and from outside.</summary>
internal static class QueueName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>The name itself.</summary>
    /// <exception cref="Core.Exchanges.FaultException">IA3509.</exception>
    public static string Check(string name) =>
        name.Length is > 0 and <= QueueDeclaration.LongestName && !name.AsSpan().ContainsAnyExcept(Allowed) ? name : throw QueueFaults.IsNoName(name);
}
