namespace IntegrationActors.Storage.Queues;

/// <summary>Where a message stands. The numbers are stored.</summary>
internal enum QueueMessageState
{
    /// <summary>In line, or being processed.</summary>
    InLine = 0,

    /// <summary>Waits for a further try; in non-exclusive queues only.</summary>
    Retry = 1,

    /// <summary>Not tried any more, until somebody says so.</summary>
    SetAside = 2,
}
