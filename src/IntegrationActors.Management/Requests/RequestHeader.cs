namespace IntegrationActors.Management.Requests;

/// <summary>A header that an endpoint reads, for the OpenAPI document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
internal sealed record RequestHeader(string Name, string Description);
