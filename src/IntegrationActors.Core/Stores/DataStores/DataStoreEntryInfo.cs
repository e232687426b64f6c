using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.DataStores;

/// <summary>An entry as people see it, without its content.</summary>
/// <param name="Id">Unique within the data store.</param>
/// <param name="Message">Message that wrote it.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="OverdueAt">When it becomes Overdue.</param>
/// <param name="Expires">When it is deleted.</param>
/// <param name="Retries">Tries of a data-store sender that failed.</param>
/// <param name="IsTaken">A data-store sender is processing it.</param>
/// <param name="DueAt">When a data-store sender may take it next; in the past when it waits for one.</param>
public sealed record DataStoreEntryInfo(
    string Id, MessageId? Message, DateTimeOffset Written, DateTimeOffset OverdueAt, DateTimeOffset Expires, int Retries, bool IsTaken, DateTimeOffset DueAt);
