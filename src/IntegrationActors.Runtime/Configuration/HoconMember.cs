namespace IntegrationActors.Runtime.Configuration;

/// <summary>A key that a text names.</summary>
/// <param name="Path">Its name from the root, such as <c>integration-actors.http.address</c>.</param>
/// <param name="Line">Where it stands, counted from 1.</param>
/// <param name="References">Paths that its value refers to with <c>${…}</c>; null when it has no value of its own but keys inside.</param>
internal sealed record HoconMember(string Path, int Line, IReadOnlyList<string>? References);
