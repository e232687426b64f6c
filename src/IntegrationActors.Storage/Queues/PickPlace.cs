namespace IntegrationActors.Storage.Queues;

/// <summary>How far an action has come.</summary>
/// <param name="Index">Ids that were looked at.</param>
/// <param name="Number">Last message that was looked at.</param>
/// <param name="Now">When the action began: statuses are those of that time.</param>
internal readonly record struct PickPlace(int Index, long Number, DateTimeOffset Now);
