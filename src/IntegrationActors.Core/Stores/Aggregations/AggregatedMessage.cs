using IntegrationActors.Core.Exchanges;
using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Aggregations;

/// <summary>One message of an aggregation. Whoever adds it keeps its body and attachments; whoever reads it owns them.</summary>
public sealed record AggregatedMessage
{
    /// <summary>The message; an open aggregation takes it once, also when it is processed again after a failure. To keep it out of the next aggregation too, ask the idempotent repository before.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Headers, body and attachments.</summary>
    public required Message Message { get; init; }

    /// <summary>Properties that are kept with it; texts only. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>The run that adds it, for the log of an aggregation that it begins; null: it has no entry while it is open. Default null.</summary>
    public AggregationEntry? Entry { get; init; }

    /// <summary>Its place among the others, from 1; null: order of arrival, behind those that have one.</summary>
    public long? Sequence { get; init; }

    /// <summary>No message comes behind it: the aggregation is complete, or, when the message has a place, as soon as all before it are there. Default false.</summary>
    public bool IsLast { get; init; }
}
