namespace IntegrationActors.Management.Access;

/// <summary>Marks an endpoint that gives out content of messages: reading it is audited like a write.</summary>
internal sealed class AuditedRead;
