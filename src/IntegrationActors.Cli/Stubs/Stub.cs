namespace IntegrationActors.Cli.Stubs;

/// <summary>A receiver that is stood in for.</summary>
/// <param name="Book">Has the answers.</param>
/// <param name="Step">The step that calls.</param>
/// <param name="Kind">Kind of its channel.</param>
/// <param name="Name">Under which of the two the answers stand.</param>
internal sealed record Stub(StubBook Book, string Step, string Kind, string Name);
