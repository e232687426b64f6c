using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.MessageLog;

namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>The run that begins an aggregation: from then on the message processing log has an entry for it, PROCESSING until it is sent on.</summary>
/// <param name="Flow">The flow, in the version that runs.</param>
/// <param name="Level">Log level of the run; at None and Error an open aggregation has no entry.</param>
/// <param name="Run">Log entry of the run.</param>
public sealed record AggregationEntry(FlowIdentity Flow, MessageLogLevel Level, MessageId Run);
