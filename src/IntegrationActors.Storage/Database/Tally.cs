namespace IntegrationActors.Storage.Database;

/// <summary>A number in the store that transactions move.</summary>
/// <param name="Sql">Moves it by <c>?3</c>.</param>
/// <param name="First">The first half of its key, <c>?1</c>.</param>
/// <param name="Second">The second half of its key, <c>?2</c>.</param>
internal sealed record Tally(string Sql, long First, long Second);
