namespace IntegrationActors.Management.Failures;

/// <summary>Failed messages grouped by their cause.</summary>
/// <param name="Items">The groups, the largest first.</param>
/// <param name="Since">From when on messages were looked at.</param>
/// <param name="IsCut">Whether there were more than 100,000 failed messages: then <paramref name="Since"/> is when the oldest that was looked at began.</param>
public sealed record FailuresView(IReadOnlyList<FailureGroupView> Items, DateTimeOffset Since, bool IsCut);
