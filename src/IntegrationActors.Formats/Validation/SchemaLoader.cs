namespace IntegrationActors.Formats.Validation;

/// <summary>Gives a file of the bundle by its path.</summary>
/// <exception cref="Core.Diagnostics.DiagnosticException">IA1201: there is none.</exception>
public delegate ReadOnlyMemory<byte> SchemaLoader(string path);
