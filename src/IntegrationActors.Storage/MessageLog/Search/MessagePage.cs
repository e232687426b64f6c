namespace IntegrationActors.Storage.MessageLog.Search;

/// <summary>A part of a result, newest first.</summary>
/// <param name="Messages">The messages.</param>
/// <param name="Next">Cursor of the next page; null when this is the last.</param>
public sealed record MessagePage(IReadOnlyList<MessageEntry> Messages, string? Next);
