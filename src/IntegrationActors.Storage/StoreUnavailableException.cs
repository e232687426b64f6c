namespace IntegrationActors.Storage;

/// <summary>A store could not write: disk full, I/O error, or it is being closed. What was to be written is not stored; try again later.</summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
