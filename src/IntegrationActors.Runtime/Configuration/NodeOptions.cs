namespace IntegrationActors.Runtime.Configuration;

/// <summary>Everything under <c>integration-actors { }</c>.</summary>
public sealed record NodeOptions
{
    /// <summary>Where data lies.</summary>
    public StorageOptions Storage { get; init; } = new();

    /// <summary>How long entries of the message processing log are kept.</summary>
    public RetentionOptions Retention { get; init; } = new();

    /// <summary>Bodies of messages: memory, spool files, limits.</summary>
    public PayloadOptions Payload { get; init; } = new();

    /// <summary>Folders of the node that channels may use.</summary>
    public FilesOptions Files { get; init; } = new();

    /// <summary>Listeners for sender systems.</summary>
    public HttpOptions Http { get; init; } = new();

    /// <summary>Listeners of the management API.</summary>
    public ManagementOptions Management { get; init; } = new();

    /// <summary>How flows are started, drained and watched.</summary>
    public RuntimeOptions Runtime { get; init; } = new();

    /// <summary>The node's place in its cluster.</summary>
    public ClusterOptions Cluster { get; init; } = new();
}
