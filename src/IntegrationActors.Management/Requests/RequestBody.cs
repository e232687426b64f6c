namespace IntegrationActors.Management.Requests;

/// <summary>
/// The body that an endpoint reads, for the OpenAPI document. Not the framework's metadata of that purpose: with it the router turns other content types away before the handler can say what is
/// wrong.
/// </summary>
/// <param name="Type">Type of a JSON body; null for bytes.</param>
/// <param name="IsRequired">Whether there must be a body.</param>
/// <param name="MediaTypes">Content types that are accepted.</param>
internal sealed record RequestBody(Type? Type, bool IsRequired, IReadOnlyList<string> MediaTypes);
