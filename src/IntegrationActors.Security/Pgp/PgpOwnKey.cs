namespace IntegrationActors.Security.Pgp;

/// <summary>A key and whose it is.</summary>
internal sealed record PgpOwnKey(PgpIdentity Identity, PgpKeyFacts Facts);
