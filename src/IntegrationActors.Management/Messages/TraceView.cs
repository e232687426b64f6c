namespace IntegrationActors.Management.Messages;

/// <summary>What was captured of a message at level Trace.</summary>
/// <param name="Id">Id of the message.</param>
/// <param name="Items">The captures, in order; empty when nothing was captured or it has expired.</param>
public sealed record TraceView(string Id, IReadOnlyList<TracePointView> Items);
