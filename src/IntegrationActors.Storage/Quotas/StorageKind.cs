namespace IntegrationActors.Storage.Quotas;

/// <summary>What is counted together. The numbers are stored.</summary>
internal enum StorageKind
{
    /// <summary>Content of queues, data stores, aggregators, persisted messages.</summary>
    Contents = 0,

    /// <summary>Attachments of the message processing log.</summary>
    MessageLog = 1,

    /// <summary>Content captured at level Trace.</summary>
    Traces = 2,
}
