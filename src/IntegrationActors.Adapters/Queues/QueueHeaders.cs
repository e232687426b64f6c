namespace IntegrationActors.Adapters.Queues;

/// <summary>Headers that a message has when it comes out of a queue. Times are milliseconds since 1970.</summary>
internal static class QueueHeaders
{
    /// <summary>Tries that failed before this one; 0 at first.</summary>
    public const string Retries = "SAPJMSRetries";

    /// <summary>When the message would be tried again if it failed now.</summary>
    public const string RetryAt = "SAPJMSRetryAt";

    /// <summary>When the message becomes Overdue.</summary>
    public const string OverdueAt = "SAPJMSAlerttime";

    /// <summary>When the message was put in.</summary>
    public const string Enqueued = "JMSTimestamp";

    /// <summary>The flow that put the message in.</summary>
    public const string Writer = "SAP_IntegrationFlowID";
}
