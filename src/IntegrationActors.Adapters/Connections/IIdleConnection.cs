namespace IntegrationActors.Adapters.Connections;

/// <summary>A connection that may wait for its next use.</summary>
public interface IIdleConnection : IDisposable
{
    /// <summary>Connections of one key may take each other's place: same system, same login. Without secrets.</summary>
    string TargetKey { get; }

    /// <summary>Whether it works, as far as is known.</summary>
    bool IsOpen { get; }
}
