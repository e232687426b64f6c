namespace IntegrationActors.Storage.Keys;

/// <summary>The keys of a store can't be opened with the master keys of this node, so nothing of its content can.</summary>
public sealed class StoreKeyException(string message, Exception? cause = null) : Exception(message, cause);
