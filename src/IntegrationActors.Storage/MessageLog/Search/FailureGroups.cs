namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>Failed messages of a time, grouped by their cause.</summary>
/// <param name="Groups">The largest first.</param>
/// <param name="Since">From when on messages were looked at: later than asked for when there were more than <see cref="FailureSearch.MostRows"/>.</param>
/// <param name="IsCut">Whether there were more.</param>
public sealed record FailureGroups(IReadOnlyList<FailureGroup> Groups, DateTimeOffset Since, bool IsCut);
