namespace IntegrationActors.Runtime.Configuration;

/// <summary>The node can't start with what its operator configured; the message holds every finding, one per line.</summary>
public sealed class ConfigException(IReadOnlyList<string> findings) : Exception(string.Join('\n', findings))
{
    public ConfigException(string finding)
        : this([finding])
    {
    }

    public IReadOnlyList<string> Findings { get; } = findings;
}
