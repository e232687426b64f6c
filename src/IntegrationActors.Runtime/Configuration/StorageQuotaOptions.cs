using IntegrationActors.Core.Options;

namespace IntegrationActors.Runtime.Configuration;

/// <summary>How much one tenant may store. What goes beyond is refused or left out for that tenant alone.</summary>
public sealed record StorageQuotaOptions
{
    /// <summary>Content of queues, data stores, aggregators and persisted messages; more is refused (IA3504, status 507). Default: 35 GB.</summary>
    public ByteSize Contents { get; init; } = new(35L << 30);

    /// <summary>Content captured at level Trace; beyond it steps are captured without content. Default: 256 MB.</summary>
    public ByteSize Traces { get; init; } = new(256L << 20);

    /// <summary>Attachments of the message processing log within 24 hours; further ones are noted without their content. Default: 1 GB.</summary>
    public ByteSize AttachmentsPerDay { get; init; } = new(1L << 30);
}
