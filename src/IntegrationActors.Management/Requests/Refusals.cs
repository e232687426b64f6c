namespace IntegrationActors.Management.Requests;

/// <summary>Statuses with which an endpoint refuses, for the OpenAPI document.</summary>
/// <param name="Statuses">HTTP statuses.</param>
internal sealed record Refusals(IReadOnlyList<int> Statuses);
