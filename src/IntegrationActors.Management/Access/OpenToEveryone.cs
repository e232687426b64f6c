namespace IntegrationActors.Management.Access;

/// <summary>Marks an endpoint that answers everybody, for the OpenAPI document.</summary>
internal sealed class OpenToEveryone;
