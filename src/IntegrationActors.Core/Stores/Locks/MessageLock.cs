using IntegrationActors.Core.Exchanges;

namespace IntegrationActors.Core.Stores.Locks;

/// <summary>A lock that is held.</summary>
/// <param name="Id">Proves that it is held; a lock that was stolen has another one.</param>
/// <param name="Component">Who locks.</param>
/// <param name="Source">Where the entry is.</param>
/// <param name="Entry">What is locked.</param>
/// <param name="Owner">The holder.</param>
/// <param name="Message">Message that processes the entry.</param>
/// <param name="Created">When it was taken.</param>
/// <param name="Expires">When others may take it.</param>
public sealed record MessageLock(
    MessageId Id, string Component, string Source, string Entry, string Owner, MessageId? Message, DateTimeOffset Created, DateTimeOffset Expires);
