namespace IntegrationActors.Management.Tokens;

/// <summary>A new access token; this answer is the only place where it ever stands.</summary>
/// <param name="Id">Its number, to revoke it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Token">The token, for <c>Authorization: Bearer</c>.</param>
/// <param name="Expires">When it stops working.</param>
/// <param name="Tenant">The one tenant that it opens; null: all.</param>
public sealed record NewTokenView(long Id, string Name, string Token, DateTimeOffset Expires, string? Tenant);
