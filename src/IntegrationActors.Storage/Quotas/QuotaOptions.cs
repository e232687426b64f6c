namespace IntegrationActors.Storage.Quotas;

/// <summary>How much one tenant may store, in bytes. What a tenant stores over its quota is refused or left out; others notice nothing.</summary>
public sealed record QuotaOptions
{
    /// <summary>Content of queues, data stores, aggregators and persisted messages. More is refused with IA3504 (status 507). Default 35 GB.</summary>
    public long Contents { get; init; } = 35L << 30;

    /// <summary>Content captured at level Trace. Beyond it the steps of new messages are captured without content. Default 256 MB.</summary>
    public long Traces { get; init; } = 256L << 20;

    /// <summary>Attachments of the message processing log within 24 hours. Further ones are noted without their content. Default 1 GB.</summary>
    public long AttachmentsPerDay { get; init; } = 1L << 30;
}
