namespace IntegrationActors.Storage.Backups;

/// <summary>A flow that was deployed when the backup was made.</summary>
/// <param name="Flow">Name of the flow.</param>
/// <param name="Artifact">Hash of its bundle.</param>
/// <param name="File">Its file in the bundle.</param>
/// <param name="Parameters">Values of its parameters.</param>
public sealed record BackupFlow(string Flow, string Artifact, string File, IReadOnlyDictionary<string, string> Parameters);
