using IntegrationActors.Core.Diagnostics;

namespace IntegrationActors.Core.Options;

/// <summary>Name of a credential of the tenant; checked at deploy.</summary>
public sealed record CredentialReference(string Name, SourceSpan Span);

/// <summary>Path of a file of the bundle (<c>xslt/invoice.xslt</c>); checked at deploy.</summary>
public sealed record ResourceReference(string Path, SourceSpan Span);

/// <summary>Name of a process of the same flow; checked at deploy.</summary>
public sealed record ProcessReference(string Name, SourceSpan Span);
