using IntegrationActors.Core.Messages;

namespace IntegrationActors.Storage.Contents;

/// <summary>A stored message as it was put in. Body and attachments belong to whoever opened it.</summary>
internal sealed record OpenedMessage(Message Message, IReadOnlyList<KeyValuePair<string, string>> Properties);
