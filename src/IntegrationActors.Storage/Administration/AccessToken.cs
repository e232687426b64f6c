namespace IntegrationActors.Storage.Administration;

/// <summary>A token with which a program acts for an administrator.</summary>
/// <param name="Number">Its number; never given out again.</param>
/// <param name="Name">What it is for, in the owner's words.</param>
/// <param name="Owner">Name of the administrator it acts for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it stops working; null: never.</param>
/// <param name="Tenant">The one tenant it may see; null: all.</param>
public sealed record AccessToken(long Number, string Name, string Owner, DateTimeOffset Created, DateTimeOffset? Expires, string? Tenant);
