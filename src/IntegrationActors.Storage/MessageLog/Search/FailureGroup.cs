using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>Failed messages with the same cause.</summary>
/// <param name="Key">What they have in common.</param>
/// <param name="Count">How many.</param>
/// <param name="First">When the oldest began.</param>
/// <param name="Last">When the newest began.</param>
/// <param name="Sample">Id of the newest.</param>
/// <param name="Message">What went wrong with the newest.</param>
public sealed record FailureGroup(FailureKey Key, int Count, DateTimeOffset First, DateTimeOffset Last, MessageId Sample, string? Message);
