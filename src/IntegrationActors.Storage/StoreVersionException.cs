namespace IntegrationActors.Storage;

/// <summary>The files of a store were written by a newer program.</summary>
public sealed class StoreVersionException(string message) : Exception(message);
