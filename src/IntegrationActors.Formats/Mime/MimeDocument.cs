namespace IntegrationActors.Formats.Mime;

/// <summary>What becomes one multipart document.</summary>
/// <param name="Parts">The body, then the attachments.</param>
/// <param name="Headers">Headers at the beginning of the document, beside those of MIME; null when the document has none at all there.</param>
public sealed record MimeDocument(IReadOnlyList<MimePartSource> Parts, IReadOnlyList<KeyValuePair<string, string>>? Headers);
