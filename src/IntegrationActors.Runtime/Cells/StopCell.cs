namespace IntegrationActors.Runtime.Cells;

/// <summary>Drain, then stop: sent by the shard when the cell moves to another node or was retired. Stays on the node.</summary>
internal sealed record StopCell
{
    public static StopCell Instance { get; } = new();
}
