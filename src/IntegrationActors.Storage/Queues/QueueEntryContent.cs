using IntegrationActors.Core.Messages;

namespace IntegrationActors.Storage.Queues;

/// <summary>A message in a queue with its content. Whoever asked for it disposes of it.</summary>
/// <param name="Entry">What is known about it.</param>
/// <param name="Message">Headers, body and attachments.</param>
/// <param name="Properties">Properties that travel along.</param>
public sealed record QueueEntryContent(QueueEntry Entry, Message Message, IReadOnlyList<KeyValuePair<string, string>> Properties) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Message.Body.DisposeAsync();
        foreach (var attachment in Message.Attachments)
        {
            await attachment.Content.DisposeAsync();
        }
    }
}
