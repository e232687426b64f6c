namespace IntegrationActors.Storage.Administration;

/// <summary>Somebody who may do everything on this node.</summary>
/// <param name="Name">Name at sign-in.</param>
/// <param name="PasswordHash">Text of <c>PasswordHash</c>; never answered.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Changed">When the password was last set.</param>
public sealed record Administrator(string Name, string PasswordHash, DateTimeOffset Created, DateTimeOffset Changed);
