namespace IntegrationActors.Core.Stores.Queues;

/// <summary>How consumers share a queue. Fixed when the queue is made. The numbers are stored.</summary>
public enum QueueAccess
{
    /// <summary>Consumers of all nodes take messages side by side; no order.</summary>
    NonExclusive = 0,

    /// <summary>One consumer in the cluster takes one message after the other, in the order in which they were put in. A message that is retried holds up those behind it.</summary>
    Exclusive = 1,
}
