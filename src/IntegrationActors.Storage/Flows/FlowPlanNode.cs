namespace IntegrationActors.Storage.Flows;

/// <summary>A step of a flow version, as people see it.</summary>
/// <param name="Kind">Its key in the flow language.</param>
/// <param name="Name">Its name in the processing log.</param>
/// <param name="Place">File, line and column, <c>orders.flow.yaml(12,5)</c>.</param>
public sealed record FlowPlanNode(string Kind, string Name, string Place);
