using System.ComponentModel.DataAnnotations;
using IntegrationActors.Storage.Postgres;

namespace IntegrationActors.Storage;

/// <summary>Where stores are, and how long they keep what expires.</summary>
public sealed record StoreOptions
{
    /// <summary>Folder of all data of the node: <c>tenants/&lt;tenant&gt;/store.db</c>, <c>system.db</c>. With PostgreSQL the messages that run on the node alone.</summary>
    [Required]
    public required string DataDirectory { get; init; }

    /// <summary>The PostgreSQL database that holds the stores instead of files. Default none.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>How long messages stay in the processing log. Default 30 days.</summary>
    public TimeSpan MessageRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long content that was captured at level Trace stays. Default 60 minutes.</summary>
    public TimeSpan TraceRetention { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How often expired rows are looked for. Default one minute.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(1);
}
