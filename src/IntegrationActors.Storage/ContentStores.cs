using IntegrationActors.Storage.Contents;

namespace IntegrationActors.Storage;

/// <summary>The stores that flows work with, but for queues.</summary>
internal sealed class ContentStores
{
    public ContentStores(StoreContext context)
    {
        Context = context;
        Chunks = new ContentChunks(context);
        Parts = new MessageParts(context, Chunks);
    }

    public StoreContext Context { get; }

    public ContentChunks Chunks { get; }

    public MessageParts Parts { get; }
}
