namespace IntegrationActors.Storage.Queues;

/// <summary>What a message in a queue is waiting for.</summary>
public enum QueueEntryStatus
{
    /// <summary>Nobody has taken it yet.</summary>
    Waiting,

    /// <summary>A consumer has it.</summary>
    Processing,

    /// <summary>It failed and will be tried again.</summary>
    Retry,

    /// <summary>It failed too often, or its node died too often while it was being processed: it stays until somebody retries, moves or deletes it, or it expires.</summary>
    SetAside,

    /// <summary>It waits, tried or untried, longer than its sender thought right. Such a message is counted and found as Overdue alone.</summary>
    Overdue,
}
