namespace IntegrationActors.Server.Tests.Support;

/// <summary>A step and a body that together would cost too much.</summary>
/// <param name="Name">Chooses the route of the flow.</param>
/// <param name="Step">The step in YAML.</param>
/// <param name="Codes">Codes of faults that are right, separated by blanks.</param>
/// <param name="Body">Makes the body.</param>
internal sealed record HostileCase(string Name, string Step, string Codes, Func<byte[]> Body)
{
    /// <summary>A harmless body, sent once before anything is measured.</summary>
    public string WarmUp { get; init; } = "<a/>";
}
