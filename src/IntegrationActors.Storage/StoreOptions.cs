using System.ComponentModel.DataAnnotations;
using IntegrationActors.Core.Messages;
using IntegrationActors.Storage.Postgres;
using IntegrationActors.Storage.Quotas;

namespace IntegrationActors.Storage;

/// <summary>Where stores are, how much they hold, and how long they keep what expires.</summary>
public sealed record StoreOptions
{
    private PayloadSpool? _spool;

    /// <summary>Folder of all data of the node: <c>tenants/&lt;tenant&gt;/store.db</c>, <c>system.db</c>. With PostgreSQL the messages that run on the node alone.</summary>
    [Required]
    public required string DataDirectory { get; init; }

    /// <summary>The PostgreSQL database that holds the stores instead of files. Default none.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>How long messages and their attachments stay in the processing log. Default 30 days.</summary>
    public TimeSpan MessageRetention { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long content that was captured at level Trace stays. Default 60 minutes.</summary>
    public TimeSpan TraceRetention { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How often expired rows are looked for. Default one minute.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much each tenant may store.</summary>
    public QuotaOptions Quota { get; init; } = new();

    /// <summary>Where large contents go that are read from a store. Default: the folder <c>spool</c> in <see cref="DataDirectory"/>.</summary>
    public PayloadSpool Spool
    {
        get => _spool ??= new PayloadSpool(Path.Combine(DataDirectory, "spool"));
        init => _spool = value;
    }
}
