using System.Text.Json.Serialization;

namespace IntegrationActors.Storage.Flows;

[JsonSerializable(typeof(IReadOnlyList<FlowPlanNode>))]
internal sealed partial class FlowPlanJson : JsonSerializerContext;
