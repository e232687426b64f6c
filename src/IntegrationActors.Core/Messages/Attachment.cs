namespace IntegrationActors.Core.Messages;

/// <summary>A further document that travels with a message.</summary>
/// <param name="Name">Name as the sender gave it; unique within the message.</param>
/// <param name="ContentType">Media type, <c>application/pdf</c>.</param>
/// <param name="Content">The bytes.</param>
public sealed record Attachment(string Name, string ContentType, Payload Content);
