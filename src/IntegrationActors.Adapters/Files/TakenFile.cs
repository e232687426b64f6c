using IntegrationActors.Adapters.Polling;

namespace IntegrationActors.Adapters.Files;

/// <summary>A file that nobody else works on.</summary>
/// <param name="File">The file.</param>
/// <param name="Lock">The lock on it.</param>
/// <param name="Claim">What the memory knows of it.</param>
/// <param name="Archive">Where it goes; null when it is not moved.</param>
public sealed record TakenFile(FileEntry File, KeptLock Lock, FileClaim Claim, string? Archive);
