namespace IntegrationActors.Runtime;

/// <summary>A flow is not at the version that the caller knows: somebody else changed it in between.</summary>
public sealed class VersionConflictException(string flow, int expected, int current)
    : Exception(current == 0
        ? $"flow '{flow}' is not deployed, but version {expected} was expected: read it again and decide anew"
        : $"flow '{flow}' is at version {current}, not {expected}: somebody changed it; read it again and decide anew")
{
    /// <summary>The version that is deployed now; 0 when the flow is not deployed.</summary>
    public int Current { get; } = current;
}
