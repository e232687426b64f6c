using IntegrationActors.Core.Messages;

namespace IntegrationActors.Core.Stores.Persisted;

/// <summary>A kept message with its content, which belongs to whoever read it.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Message">Headers, body and attachments.</param>
/// <param name="Properties">Properties as text.</param>
public sealed record PersistedContent(PersistedMessageInfo Info, Message Message, IReadOnlyList<KeyValuePair<string, string>> Properties);
