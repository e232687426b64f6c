namespace IntegrationActors.Management.Tokens;

/// <summary>An access token, without the token itself.</summary>
/// <param name="Id">Its number, to revoke it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Owner">The administrator it acts for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it stops working; null: never.</param>
/// <param name="Tenant">The one tenant that it opens; null: all.</param>
public sealed record TokenView(long Id, string Name, string Owner, DateTimeOffset Created, DateTimeOffset? Expires, string? Tenant);
