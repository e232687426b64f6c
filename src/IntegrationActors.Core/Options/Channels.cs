using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Options;

/// <summary>A configured sender adapter of a flow (<c>from: { https: … }</c>).</summary>
/// <param name="Kind">Name of the adapter, such as <c>https</c>.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Options">The options record of the adapter.</param>
public sealed record SenderChannel(string Kind, SourceSpan Span, object Options);

/// <summary>A configured receiver adapter of a flow (<c>call: { https: … }</c>).</summary>
/// <param name="Kind">Name of the adapter, such as <c>https</c>.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Options">The options record of the adapter.</param>
public sealed record ReceiverChannel(string Kind, SourceSpan Span, object Options);
