namespace IntegrationActors.Storage.Backups;

/// <summary>A backup can't be restored: what is wrong with it.</summary>
public sealed class BackupException(string message, Exception? cause = null) : Exception(message, cause);
