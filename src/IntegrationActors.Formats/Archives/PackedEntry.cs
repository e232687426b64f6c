namespace IntegrationActors.Formats.Archives;

/// <summary>One file that goes into an archive.</summary>
/// <param name="Name">Relative path with slashes.</param>
/// <param name="Open">Opens its content, which can be sought in.</param>
public sealed record PackedEntry(string Name, Func<Stream> Open);
