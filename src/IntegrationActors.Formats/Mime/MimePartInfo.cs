using System.Text;

namespace IntegrationActors.Formats.Mime;

/// <summary>A part that was found.</summary>
/// <param name="Name">Its file name, field name or content id, without folders; null when it has none.</param>
/// <param name="ContentType">Its media type with parameters.</param>
/// <param name="Encoding">Encoding of its text; null when it is not said, or unknown.</param>
public sealed record MimePartInfo(string? Name, string ContentType, Encoding? Encoding);
