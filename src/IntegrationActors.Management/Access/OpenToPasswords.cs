namespace IntegrationActors.Management.Access;

/// <summary>Marks the endpoint that takes name and password, for the OpenAPI document.</summary>
internal sealed class OpenToPasswords;
