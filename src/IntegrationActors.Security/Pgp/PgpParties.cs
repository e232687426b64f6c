namespace IntegrationActors.Security.Pgp;

/// <summary>Whom a message is for, and who signs it: parts of user ids, each of which may name several keys.</summary>
/// <param name="Keys">Where the keys are looked for.</param>
/// <param name="Recipients">Who can decrypt it.</param>
/// <param name="Signers">Who signs it; may be empty.</param>
public sealed record PgpParties(PgpKeySet Keys, IReadOnlyList<string> Recipients, IReadOnlyList<string> Signers);
