namespace IntegrationActors.Runtime.Configuration;

/// <summary>Listeners of the management API.</summary>
public sealed record ManagementOptions
{
    /// <summary>Address of API and health checks; port 0 takes a free one. Default: <c>http://127.0.0.1:8081</c>.</summary>
    public string Address { get; init; } = "http://127.0.0.1:8081";

    /// <summary>Unix socket for the local operator, relative to the data folder, readable by the owner of the process alone; empty: none. Default: <c>ia.sock</c>.</summary>
    public string Socket { get; init; } = "ia.sock";
}
