namespace IntegrationActors.Storage.Tests.Simulation;

/// <summary>Something that was wrong.</summary>
/// <param name="Kind">What does not hold.</param>
/// <param name="What">Told with names and numbers.</param>
internal sealed record Violation(ViolationKind Kind, string What)
{
    public override string ToString() => $"{Kind}: {What}";
}
