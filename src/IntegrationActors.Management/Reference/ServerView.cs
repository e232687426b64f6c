namespace IntegrationActors.Management.Reference;

/// <summary>The server itself.</summary>
/// <param name="Version">Version of the product.</param>
/// <param name="SenderAddresses">Addresses under which senders reach it, such as <c>http://127.0.0.1:8080</c>; a flow's endpoint is appended.</param>
public sealed record ServerView(string Version, IReadOnlyList<string> SenderAddresses);
