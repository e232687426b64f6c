using Akka.Cluster.Sharding;
using IntegrationActors.Runtime.Cells;

namespace IntegrationActors.Runtime.Placement;

/// <summary>Which cell a message is for. A cell is a shard of its own, so each is placed on its own.</summary>
internal sealed class CellExtractor : IMessageExtractor
{
    public string? EntityId(object message) => (message as CellCommand)?.Cell.ToString();

    public object EntityMessage(object message) => message;

    public string? ShardId(object message) => EntityId(message);

    public string ShardId(string entityId, object? messageHint = null) => entityId;
}
