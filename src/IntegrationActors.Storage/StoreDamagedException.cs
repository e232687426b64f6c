namespace IntegrationActors.Storage;

/// <summary>What is in the files of a store is not what was written to them. Nothing is read from such a store; a backup has to be restored.</summary>
public sealed class StoreDamagedException(string message, Exception? cause = null) : Exception(message, cause);
