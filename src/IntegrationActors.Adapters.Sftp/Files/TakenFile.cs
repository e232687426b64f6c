using IntegrationActors.Adapters.Polling;
using IntegrationActors.Adapters.Sftp.Connections;

namespace IntegrationActors.Adapters.Sftp.Files;

/// <summary>A file that nobody else works on.</summary>
/// <param name="File">The file.</param>
/// <param name="Lock">The lock on it.</param>
/// <param name="Claim">What the memory knows of it.</param>
/// <param name="Archive">Where it goes; null when it is not moved.</param>
internal sealed record TakenFile(RemoteFile File, KeptLock Lock, FileClaim Claim, string? Archive);
