using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Persisted;

/// <summary>A kept message as people see it, without its content.</summary>
/// <param name="Id">Names it within the tenant.</param>
/// <param name="Exchange">The run that it belongs to.</param>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Step">Which step wrote it.</param>
/// <param name="Length">Bytes of body and attachments.</param>
/// <param name="Written">When it was written.</param>
/// <param name="Expires">When it is deleted.</param>
public sealed record PersistedMessageInfo(MessageId Id, MessageId Exchange, string Flow, string Step, long Length, DateTimeOffset Written, DateTimeOffset Expires);
