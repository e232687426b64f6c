using IntegrationActors.Core.Messages;
using IntegrationActors.Core.Stores.Queues;

namespace IntegrationActors.Adapters.Tests.Support;

/// <summary>A message in a queue.</summary>
internal sealed class MemoryEntry(QueuedMessage message, string body, HeaderMap headers)
{
    public QueuedMessage Message => message;

    public string Body => body;

    public HeaderMap Headers => headers;

    public int Retries { get; set; }
}
