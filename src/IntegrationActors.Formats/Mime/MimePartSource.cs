namespace IntegrationActors.Formats.Mime;

/// <summary>A part that is written.</summary>
/// <param name="Name">File name; null for the body.</param>
/// <param name="ContentType">Media type; what is none becomes <c>application/octet-stream</c>.</param>
/// <param name="Open">Opens its content.</param>
public sealed record MimePartSource(string? Name, string ContentType, Func<Stream> Open);
