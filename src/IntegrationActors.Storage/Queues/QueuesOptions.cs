namespace IntegrationActors.Storage.Queues;

/// <summary>How a node works with the queues of a store.</summary>
/// <param name="Node">Name of the node, the same after a restart.</param>
/// <param name="IsShared">Whether other nodes work on the store too.</param>
/// <param name="MostQueues">How many queues a tenant may have.</param>
internal sealed record QueuesOptions(string Node, bool IsShared, int MostQueues)
{
    /// <summary>A node that was not heard of for so long is taken for dead.</summary>
    public static readonly TimeSpan AliveFor = TimeSpan.FromSeconds(15);

    /// <summary>How often a node says that it is alive.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(4);

    /// <summary>How often a consumer looks for messages that other nodes put in.</summary>
    public static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
}
