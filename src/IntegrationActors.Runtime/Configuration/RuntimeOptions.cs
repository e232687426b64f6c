using System.ComponentModel.DataAnnotations;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>How flows are started, drained and watched.</summary>
public sealed record RuntimeOptions
{
    /// <summary>How long messages inside may go on after a redeploy, an undeploy or the stop of the node; then they are cut and logged ABANDONED. 0s to 1h. Default: 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a deployment waits for its flow before it answers "Starting", 1s to 10m. Default: 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DeployTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long other questions to the cluster may take, 1s to 5m. Default: 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AskTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between two rounds that ensure every cell runs, 1s to 10m. Default: 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReconcileInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause before a flow that couldn't start is tried again; it doubles each time. 100ms to 1h. Default: 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan RetryMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause before a flow that couldn't start is tried again, 1s to 1d. Default: 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetryMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A snapshot of a tenant is taken after this many decisions, 1 to 10000. Default: 100.</summary>
    [Range(1, 10_000)]
    public int SnapshotEvery { get; init; } = 100;
}
