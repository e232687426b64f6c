using System.Text.Json;
using IntegrationActors.Storage.Database;

namespace IntegrationActors.Storage.Flows;

/// <summary>The steps of each flow version, so that the numbers in the processing log of an old version still have names.</summary>
public sealed class FlowPlans
{
    private readonly StoreDatabase _database;

    internal FlowPlans(StoreDatabase database) => _database = database;

    /// <summary>Stores the nodes of a version; the position in the list is the number in <see cref="Core.MessageLog.StepRun.Node"/>.</summary>
    public Task PutAsync(string flow, int version, IReadOnlyList<FlowPlanNode> nodes)
    {
        var json = JsonSerializer.Serialize(nodes, FlowPlanJson.Default.IReadOnlyListFlowPlanNode);
        return _database.WriteAsync(connection =>
        {
            using var insert = connection.Prepare(
                "INSERT INTO flow_plan (flow, version, nodes) VALUES (?1, ?2, ?3) ON CONFLICT (flow, version) DO UPDATE SET nodes = excluded.nodes");
            return insert.Bind(1, flow).Bind(2, version).Bind(3, json).Run();
        });
    }

    /// <summary>The nodes, or null when the version is unknown or long gone.</summary>
    public Task<IReadOnlyList<FlowPlanNode>?> GetAsync(string flow, int version, CancellationToken cancel) => _database.ReadAsync(
        connection =>
        {
            using var find = connection.Prepare("SELECT nodes FROM flow_plan WHERE flow = ?1 AND version = ?2");
            return find.Bind(1, flow).Bind(2, version).Step() ? JsonSerializer.Deserialize(find.Text(0), FlowPlanJson.Default.IReadOnlyListFlowPlanNode) : null;
        },
        cancel);
}
