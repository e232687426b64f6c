namespace IntegrationActors.Storage.Clients;

/// <summary>A sender client as people manage it.</summary>
/// <param name="Id">Unique within the tenant.</param>
/// <param name="Roles">What it may send to.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Changed">When its roles were last set.</param>
/// <param name="Secrets">Its secrets, newest first, expired ones too.</param>
public sealed record ClientDetails(string Id, IReadOnlyList<string> Roles, DateTimeOffset Created, DateTimeOffset Changed, IReadOnlyList<ClientSecret> Secrets);

/// <summary>A secret of a client; the text itself is known to its owner alone.</summary>
/// <param name="Number">Its number, unique within the tenant.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it stops working; null: never.</param>
public sealed record ClientSecret(long Number, DateTimeOffset Created, DateTimeOffset? Expires);
