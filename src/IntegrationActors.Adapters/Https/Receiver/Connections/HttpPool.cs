namespace IntegrationActors.Adapters.Https.Receiver.Connections;

/// <summary>Connections of one kind. Counted by its owner, under the owner's lock.</summary>
internal sealed class HttpPool(HttpPoolKey key, HttpMessageHandler handler) : IDisposable
{
    public HttpPoolKey Key { get; } = key;

    /// <summary>The client itself; <c>HttpClient</c> would add work per request that nothing here uses.</summary>
    public HttpMessageInvoker Invoker { get; } = new(handler, disposeHandler: true);

    /// <summary>Channels that use it now.</summary>
    public int Holders { get; set; }

    /// <summary>Closes it when nobody has come back.</summary>
    public ITimer? Closing { get; set; }

    public void Dispose()
    {
        Closing?.Dispose();
        Invoker.Dispose();
    }
}
